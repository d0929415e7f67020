/// A text as it was spoken.
public struct SpokenSound: Hashable, Sendable {
  /// When a word is heard.
  public struct Word: Hashable, Sendable {
    /// Where the word stands in the text, in Unicode scalars.
    ///
    /// An engine may say one written word as several, such as "1860"; they may then name the same
    /// place, or places inside of it.
    public var range: Range<Int>
    /// When it is heard, in samples from the start of the sound.
    public var samples: Range<Int>

    public init(range: Range<Int>, samples: Range<Int>) {
      self.range = range
      self.samples = samples
    }
  }

  /// Samples per second of every sound that this module makes.
  public static let sampleRate = 48_000

  /// One channel, without the silence at both ends.
  public var samples: [Int16]
  /// In the order in which they are heard; none begins before the one ahead of it.
  public var words: [Word]

  public init(samples: [Int16], words: [Word]) {
    self.samples = samples
    self.words = words
  }

  /// The sound as a WAV file: 48 kHz, mono, 16 bits.
  public var wave: [UInt8] { WaveBytes.bytes(samples, sampleRate: Self.sampleRate) }
}
