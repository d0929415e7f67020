import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// A film's script as a file beside the film has it: with the look that it gives itself, and as it was
/// written, since whoever shows it has fonts of his own.
struct ScriptCopy {
  let script: SubtitlesParameters.Script

  /// - Returns: `nil` if the recipe asks for its own look or no such file, or there is no script.
  /// - Parameter frames: The film's length.
  init?(of source: CaptionSource?, film: FilmBuilder, frames: Int) {
    let subtitles = film.recipe.subtitles
    guard subtitles.look == .file, subtitles.writesScripts, let source,
      let script = source.document.script
    else { return nil }
    let rate = film.output.frameRate
    let end = (Rational(frames * 1000) / rate).floor
    // Ends behind the film's stay: how an event fades depends on them.
    let events = source.events(of: script, frameRate: rate).filter { $0.start < end && $0.end > 0 }
    let names = Set(events.flatMap(\.styles))
    let styles = script.styles.filter { names.contains($0.name) }
    self.script = SubtitlesParameters.Script(
      head: script.head + styles.map { "Style: \($0.line)\n" }.joined(),
      events: events.map {
        .init(start: $0.start, end: $0.end, layer: $0.layer, fields: $0.fields)
      })
  }
}

extension Subtitles {
  /// Whether ASS files are written beside the film.
  var writesScripts: Bool { modes.contains(.sidecar) && formats.contains(.ass) }
}
