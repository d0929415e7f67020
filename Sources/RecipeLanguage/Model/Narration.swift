public import FilmVocabulary

/// How the film's text is spoken.
public struct Narration: Hashable, Sendable {
  public var engine: Located<SpeechEngine>
  /// The engine's name of a voice; `nil` for its first choice in the film's language.
  public var voice: Located<String>?
  /// The pace of speech as a multiple of the voice's own, from 1/4 to 4.
  public var rate: Rational
  /// The height of the voice as a multiple of its own, from 1/2 to 2.
  public var pitch: Rational
  /// Silence before a scene's speech.
  public var paddingBefore: TimeValue
  /// Silence after a scene's speech.
  public var paddingAfter: TimeValue
  /// Silence between two sentences of a scene.
  public var gap: TimeValue
  public var volume: Volume
  /// A recorded voice over the whole film, in place of speech.
  public var recording: MediaSource?

  static let defaultPaddingBefore = TimeValue.seconds(Rational(1, 5))
  static let defaultPaddingAfter = TimeValue.seconds(Rational(2, 5))
  static let defaultGap = TimeValue.seconds(Rational(15, 100))
}
