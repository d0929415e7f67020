public import FilmVocabulary

/// How a scene gives way to the next.
public struct Transition: Hashable, Sendable {
  /// Where the scene asks for it, or for its duration if it names one; `nil` for that of `defaults`.
  public var mark: SourceMark?
  public var kind: Located<TransitionKind>
  /// How long both scenes show. Never zero.
  public var duration: Located<TimeValue>
  public var easing: TransitionEasing

  static let defaultDuration = TimeValue.seconds(Rational(1, 2))
}
