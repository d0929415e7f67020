import FilmVocabulary
import RecipeLanguage

/// A file of captions that was read.
struct CaptionSource {
  var file: CaptionFile
  var document: CaptionDocument
}

/// Every file of captions of a film as a whole; those of scenes are with the scenes.
struct CaptionSources {
  /// In place of the scenes' captions; `nil` if there is none.
  var film: CaptionSource?
  /// One for each of the recipe's further tracks.
  var tracks: [CaptionSource] = []
}
