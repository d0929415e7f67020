internal import FilmVocabulary

/// A scene while it is read: only what its mapping says, so that the defaults can be laid under.
struct SceneDraft: Sendable {
  var mark: SourceMark
  var id: Located<String>?
  var text: Located<String>?
  var caption: Located<String>?
  var title: TitleCard?
  var clips: [ClipDraft]?
  var fit: Fit?
  var duration: Located<TimeValue>?
  var effect: Effect?
  var transition: TransitionDraft?
  var overlays: [Overlay]?
  var narration: Located<RecipePath>?
}
