/// What is to be said, and how.
public struct SpeechRequest: Hashable, Sendable {
  public var engine: SpeechEngine
  /// A name that ``SpeechVoice/find(_:engine:)`` knows.
  public var voice: String
  /// A multiple of the voice's usual pace.
  public var rate: Double
  /// A multiple of the voice's usual pitch, 0.5 to 2.
  public var pitch: Double
  /// Is taken literally: there is no markup. Control characters and line ends count as spaces.
  public var text: String

  public init(
    engine: SpeechEngine, voice: String, rate: Double = 1, pitch: Double = 1, text: String
  ) {
    self.engine = engine
    self.voice = voice
    self.rate = rate
    self.pitch = pitch
    self.text = text
  }
}
