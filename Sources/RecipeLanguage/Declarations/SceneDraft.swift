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

/// A clip before its scene's fit is known.
struct ClipDraft: Sendable {
  var mark: SourceMark
  var path: Located<RecipePath>?
  var color: Color?
  var gradient: [Color]?
  var angle: Rational?
  var trim: Trim?
  var volume: Volume?
  var fit: Fit?
  var duration: Located<TimeValue>?

  func clip(fit sceneFit: Fit?) -> Clip {
    let source: Clip.Source =
      if let path {
        .path(path)
      } else if let gradient {
        .gradient(gradient, angle: angle ?? Rational(180))
      } else {
        .color(color ?? Clip.background)
      }
    return Clip(
      mark: mark, source: source, trim: trim, volume: volume ?? .unity,
      fit: fit ?? sceneFit ?? .cover, duration: duration)
  }
}

/// A transition while it is read.
struct TransitionDraft: Sendable {
  enum Kind: Sendable {
    case cut
    case kind(TransitionKind)
  }

  var mark: SourceMark
  var kind: Located<Kind>?
  var duration: Located<TimeValue>?

  /// The transition that it amounts to, over the recipe's default; `nil` for a cut.
  func transition(over defaults: TransitionDraft?) -> Transition? {
    guard let kind = kind ?? defaults?.kind, case .kind(let name) = kind.value else { return nil }
    let duration =
      duration ?? defaults?.duration ?? Located(Transition.defaultDuration, at: kind.mark)
    return Transition(kind: Located(name, at: kind.mark), duration: duration)
  }
}
