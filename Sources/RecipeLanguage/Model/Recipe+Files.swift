extension Recipe {
  /// Every file that the recipe reads, in the order in which it names them: those of its own
  /// stages, clips, overlays, recorded voices, music, captions. A file that is named twice is listed twice.
  public var inputFiles: [Located<RecipePath>] {
    stageFiles + mediaSources.compactMap(\.file)
  }

  /// Everything that the film shows and plays and does not make itself.
  public var mediaSources: [MediaSource] {
    Self.mediaSources(
      scenes: scenes, watermark: watermark, narration: narration, music: music,
      subtitles: subtitles)
  }

  static func mediaSources(
    scenes: [Scene], watermark: Overlay?, narration: Narration, music: Music?,
    subtitles: Subtitles
  ) -> [MediaSource] {
    var sources = scenes.flatMap(\.mediaSources)
    sources += watermark?.mediaSources ?? []
    if let narration = narration.recording { sources.append(narration) }
    if let music = music?.source { sources.append(music) }
    if let captions = subtitles.file { sources.append(captions.source) }
    sources += subtitles.tracks.map(\.file.source)
    return sources
  }

  /// Every file that the recipe's own stages read.
  public var stageFiles: [Located<RecipePath>] {
    stages.flatMap(\.inputs).compactMap { input in
      if case .file(let path) = input.source { path } else { nil }
    }
  }
}

extension Scene {
  /// Everything that the scene shows and plays and does not make itself.
  public var mediaSources: [MediaSource] {
    var sources: [MediaSource] = []
    for clip in clips {
      if case .media(let source) = clip.source { sources.append(source) }
      if let table = clip.look.table { sources.append(table) }
      if case .media(let source) = clip.background?.source { sources.append(source) }
    }
    for overlay in overlays { sources += overlay.mediaSources }
    if let narration { sources.append(narration) }
    if let captionFile { sources.append(captionFile.source) }
    return sources
  }
}

extension Overlay {
  fileprivate var mediaSources: [MediaSource] {
    guard case .media(let media) = content else { return [] }
    return [media.source] + (media.look.table.map { [$0] } ?? [])
  }
}
