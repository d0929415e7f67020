/// A recipe while it is read.
struct RecipeDraft {
  var title: Located<String>?
  var narration: Narration?
  var defaults: RecipeDefaults?
  /// One for each in the file; `nil` for those with a mistake in them.
  var scenes: [SceneDraft?]?
  /// One for each in the file; `nil` for those with a mistake in them, and for the list itself if it
  /// is none.
  var stages: [OwnStageDraft?]?
  var watermark: Overlay?
  var subtitles = Subtitles()
  var music: Music?
  var audio = AudioMastering()
  var chapters = Chapters.none
  var metadata = Metadata()
  var thumbnail: Thumbnail?
  var outputs: [Output]?
}
