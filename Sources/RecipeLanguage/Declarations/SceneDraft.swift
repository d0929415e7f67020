internal import FilmVocabulary

/// A scene while it is read: only what its mapping says, so that the defaults can be laid under.
///
/// A class, since it is handed through several layers, and copying a value of this size costs more
/// than reading it.
final class SceneDraft {
  var mark: SourceMark
  var id: Located<String>?
  var text: Located<String>?
  var caption: CaptionDraft?
  var title: TitleCard?
  var clips: [ClipDraft]?
  var fit: Fit?
  var focus: UnitPoint?
  var background: Background?
  var duration: Located<TimeValue>?
  var effect: Effect?
  var transition: TransitionDraft?
  var overlays: [Overlay]?
  var narration: MediaSource?

  init(mark: SourceMark) { self.mark = mark }
}

/// What a scene's caption is: words, or a file of captions.
enum CaptionDraft: Sendable {
  case words(Located<String>)
  case file(CaptionFile)

  var words: Located<String>? {
    if case .words(let words) = self { words } else { nil }
  }

  var file: CaptionFile? {
    if case .file(let file) = self { file } else { nil }
  }
}
