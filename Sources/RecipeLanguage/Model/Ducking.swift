public import FilmVocabulary

/// How music makes room for speech.
public struct Ducking: Hashable, Sendable {
  /// How much softer it gets, in decibels, from 0 to 60.
  public var by: Rational = Rational(10)
  /// How long it takes to get softer.
  public var attack: TimeValue = .seconds(Rational(1, 5))
  /// How long it takes to come back.
  public var release: TimeValue = .seconds(Rational(3, 5))
}
