internal import FilmVocabulary

/// The music under the film.
public struct Music: Hashable, Sendable {
  public var source: MediaSource
  public var volume: Volume
  /// Whether it begins again when it ends before the film does.
  public var loops: Bool
  /// How it makes room for speech; `nil` if it does not.
  public var ducking: Ducking?
  public var fadeIn: TimeValue
  public var fadeOut: TimeValue
  /// The place in the music's file where it begins.
  public var start: Located<TimeValue>?

  static let defaultVolume = Volume.decibels(Rational(-18))
  static let defaultFadeOut = TimeValue.seconds(Rational(2))
}
