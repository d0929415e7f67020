public import BuildGraph
public import FilmVocabulary

/// Speaks one sentence.
///
/// Output `sound`: WAV, 48 kHz, mono, 16 bits, silence at both ends cut off. Output `timing`:
/// ``SpeechTiming``.
public struct SpeechParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "speech", version: 1,
    outputs: [
      .init("timing", fileExtension: "json", isInline: true),
      .init("sound", fileExtension: "wav"),
    ],
    libraries: ["espeak-ng", "flite"],
    estimate: .init(seconds: 0.1, memory: 60 << 20))

  /// `espeak` or `flite`.
  public var engine: String
  /// The engine's own name of a voice, such as `en-gb` or `slt`.
  public var voice: String
  /// 1 is the voice's usual pace, 2 twice as fast.
  public var rate: Rational
  /// 0.5 … 2; 1 is the voice's usual pitch.
  public var pitch: Rational
  public var text: String

  public init(engine: String, voice: String, rate: Rational, pitch: Rational, text: String) {
    self.engine = engine
    self.voice = voice
    self.rate = rate
    self.pitch = pitch
    self.text = text
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("engine", engine)
    encoder.field("voice", voice)
    encoder.field("rate", rate)
    encoder.field("pitch", pitch)
    encoder.field("text", text)
  }
}

/// How long a sentence lasts, and when each of its words begins.
public struct SpeechTiming: Codable, Hashable, Sendable {
  /// Length in samples at 48 kHz.
  public var samples: Int
  /// In the order of the text; empty if the engine does not tell.
  public var words: [Word]

  public init(samples: Int, words: [Word]) {
    self.samples = samples
    self.words = words
  }

  public struct Word: Codable, Hashable, Sendable {
    /// Where the word stands in the text: offset and length in Unicode scalars.
    public var offset: Int
    public var length: Int
    /// Samples at 48 kHz from the start of the sound.
    public var start: Int
    public var end: Int

    public init(offset: Int, length: Int, start: Int, end: Int) {
      self.offset = offset
      self.length = length
      self.start = start
      self.end = end
    }
  }
}
