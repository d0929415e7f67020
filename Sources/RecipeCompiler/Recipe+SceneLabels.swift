public import RecipeLanguage

extension Recipe {
  /// A name for people: the scene's id, else its number.
  func label(ofScene index: Int) -> String { scenes[index].id?.value ?? "scene\(index + 1)" }

  /// The first scene that names something at this place, as messages call it: `'hook'`, or `scene3`
  /// for the third.
  public func sceneName(at mark: SourceMark) -> String? {
    let index = scenes.firstIndex { scene in
      scene.mediaSources.contains { $0.mark == mark }
    }
    return index.map { scenes[$0].id.map { "'\($0.value)'" } ?? label(ofScene: $0) }
  }

  /// The place of the scene that a node's label begins with; `nil` for a node of no scene.
  public func sceneMark(ofNode label: String) -> SourceMark? {
    scene(ofNode: label)?.mark
  }

  /// The place of the words that a node speaks.
  public func textMark(ofNode label: String) -> SourceMark? { scene(ofNode: label)?.text?.mark }

  private func scene(ofNode label: String) -> Scene? {
    var own = label[...]
    // Which of several outputs the node is for stands first, as in `film2:hook/head`.
    if let colon = own.firstIndex(of: ":"), !own[..<colon].contains("/") {
      own = own[own.index(after: colon)...]
    }
    guard let end = own.firstIndex(where: { $0 == "/" || $0 == "+" }) else { return nil }
    return scenes.indices.first { self.label(ofScene: $0) == own[..<end] }.map { scenes[$0] }
  }

  /// The sound that is played for itself: recorded voices and music.
  public var recordings: [MediaSource] {
    scenes.compactMap(\.narration) + [narration.recording, music?.source].compactMap(\.self)
  }

  /// The tables of colours.
  public var tableSources: [MediaSource] {
    scenes.flatMap(\.clips).compactMap(\.look.table)
      + (scenes.flatMap(\.overlays) + [watermark].compactMap(\.self)).compactMap { overlay in
        guard case .media(let media) = overlay.content else { return nil }
        return media.look.table
      }
  }

  /// The files of captions.
  public var captionSources: [MediaSource] {
    scenes.compactMap { $0.captionFile?.source }
      + ([subtitles.file] + subtitles.tracks.map(\.file)).compactMap { $0?.source }
  }

  /// The place of the own stage of this id, which is its node's label.
  public func stageMark(ofNode label: String) -> SourceMark? {
    stages.first { $0.id.value == label }?.id.mark
  }
}
