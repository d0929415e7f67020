import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// What becomes of a film's captions besides pictures: tracks of the film, and files beside it.
struct SubtitleOutputs {
  var film: FilmBuilder
  /// The captions that may be burned in as well.
  var main: [FilmCaption]
  /// What an ASS file beside the film has in place of ``main``; `nil` for the recipe's look.
  var script: SubtitlesParameters.Script?
  /// Those of the recipe's further tracks, in its order.
  var tracks: [[FilmCaption]]

  private var subtitles: Subtitles { film.recipe.subtitles }

  /// Tracks without captions are left out.
  var softTracks: [SubtitleTrack] {
    var result: [SubtitleTrack] = []
    if subtitles.modes.contains(.soft), !main.isEmpty {
      let language = subtitles.language ?? film.recipe.metadata.language
      result.append(SubtitleTrack(language: language?.value, captions: main.map(\.caption)))
    }
    for (track, captions) in zip(subtitles.tracks, tracks)
    where track.modes.contains(.soft) && !captions.isEmpty {
      result.append(
        SubtitleTrack(language: track.language.value, captions: captions.map(\.caption)))
    }
    return result
  }

  /// Makes the nodes of files: `film.srt`, and `film.de.srt` for a further track.
  func sidecars() -> [BuildPlan.Target] {
    var targets: [BuildPlan.Target] = []
    for format in subtitles.formats {
      if subtitles.modes.contains(.sidecar) {
        targets.append(
          sidecar(
            main, of: subtitles.file, format, name: format.rawValue,
            script: format == .ass ? script : nil))
      }
      for (track, captions) in zip(subtitles.tracks, tracks) where track.modes.contains(.sidecar) {
        targets.append(
          sidecar(
            captions, of: track.file, format,
            name: "\(track.language.value).\(format.rawValue)"))
      }
    }
    return targets
  }

  /// - Parameters:
  ///   - file: Where the captions come from; `nil` for the recipe's own text.
  ///   - name: What stands in place of the film's ending.
  ///   - script: Stands in place of the captions.
  private func sidecar(
    _ captions: [FilmCaption], of file: CaptionFile?, _ format: SubtitleFormat, name: String,
    script: SubtitlesParameters.Script? = nil
  ) -> BuildPlan.Target {
    let path = film.output.path.value.resolved.withEnding(name)
    if script?.events.isEmpty ?? captions.isEmpty {
      let reason =
        file.map { "no caption of '\($0.source.text)' shows in the film" }
        ?? "nothing in the film is captioned"
      film.builder.report(
        Diagnostic(
          "'\(path)' is empty: \(reason)", at: file?.source.mark ?? film.output.path.mark,
          severity: .warning))
    }
    let node = film.builder.add(
      parameters(captions, format, script: script),
      label: "\(film.label)subtitles.\(name)")
    return BuildPlan.Target(
      node: node, output: "subtitles", path: path)
  }

  private func parameters(
    _ captions: [FilmCaption], _ format: SubtitleFormat, script: SubtitlesParameters.Script?
  ) -> SubtitlesParameters {
    if let script { return SubtitlesParameters(format: .ass, captions: [], script: script) }
    let look = format == .ass ? ScriptCaptions(film: film) : nil
    return SubtitlesParameters(
      format: format.stageFormat, captions: captions.map { look?.caption($0) ?? $0.caption },
      look: look?.look)
  }
}

extension SubtitleFormat {
  fileprivate var stageFormat: SubtitlesParameters.Format {
    switch self {
    case .srt: .srt
    case .vtt: .vtt
    case .ass: .ass
    }
  }
}
