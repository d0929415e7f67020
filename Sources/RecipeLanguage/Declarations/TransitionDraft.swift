internal import FilmVocabulary

/// A transition while it is read.
struct TransitionDraft: Sendable {
  enum Kind: Sendable {
    case cut
    case kind(TransitionKind)
  }

  var mark: SourceMark
  var kind: Located<Kind>?
  var duration: Located<TimeValue>?
  var easing: TransitionEasing?

  /// The transition that it amounts to, over the recipe's default; `nil` for a cut.
  ///
  /// - Parameter isDefault: Whether it is that default itself.
  func transition(over defaults: TransitionDraft?, isDefault: Bool) -> Transition? {
    guard let kind = kind ?? defaults?.kind, case .kind(let name) = kind.value else { return nil }
    let duration =
      duration ?? defaults?.duration ?? Located(Transition.defaultDuration, at: kind.mark)
    return Transition(
      mark: isDefault ? nil : self.duration?.mark ?? mark,
      kind: Located(name, at: kind.mark), duration: duration,
      easing: easing ?? defaults?.easing ?? .linear)
  }
}
