import FilmVocabulary
import RecipeLanguage

/// A file of captions that was read.
struct CaptionSource {
  var file: CaptionFile
  var document: CaptionDocument

  /// A script's events at their times in the film.
  func events(of script: StyledScript, frameRate: Rational) -> [StyledScript.Event] {
    let offset = (file.offset.seconds(atFrameRate: frameRate) * Rational(1000)).rounded
    // No film is longer than a day for each of its scenes; times beyond are as good as none.
    let limit = 1 << 40
    return script.events.filter { $0.start < limit }.map {
      var event = $0
      event.start = max(event.start, -limit) + offset
      event.end = min(event.end, limit) + offset
      return event
    }
  }
}

/// Every file of captions of a film as a whole; those of scenes are with the scenes.
struct CaptionSources {
  /// In place of the scenes' captions; `nil` if there is none.
  var film: CaptionSource?
  /// One for each of the recipe's further tracks.
  var tracks: [CaptionSource] = []
}
