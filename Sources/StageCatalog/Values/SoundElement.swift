public import BuildGraph
public import FilmVocabulary

/// A piece of sound in a mix.
public struct SoundElement: Hashable, Codable, Sendable, FieldEncodable {
  /// The input with role `sound` of that number.
  public var input: Int
  /// Where the sound's first sample lies, in samples from the start of the mix; may be negative.
  public var start: Int
  /// Samples of the sound that are left out at its start.
  public var skip: Int
  /// Samples that are heard; `nil` means all that follow.
  public var length: Int?
  /// Gain in decibels.
  public var gain: Rational
  /// Length of the fade at the start of what is heard, in samples. Raised cosine.
  public var fadeIn: Int
  /// Length of the fade at the end of what is heard, in samples.
  public var fadeOut: Int

  public init(
    input: Int, start: Int, skip: Int = 0, length: Int? = nil, gain: Rational = .zero,
    fadeIn: Int = 0, fadeOut: Int = 0
  ) {
    self.input = input
    self.start = start
    self.skip = skip
    self.length = length
    self.gain = gain
    self.fadeIn = fadeIn
    self.fadeOut = fadeOut
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("input", input)
    encoder.field("start", start)
    encoder.field("skip", skip)
    encoder.field("length", length)
    encoder.field("gain", gain)
    encoder.field("fadeIn", fadeIn)
    encoder.field("fadeOut", fadeOut)
  }
}
