public import BuildGraph
public import FilmVocabulary

/// Plays a sound backwards, or faster or slower at the same pitch.
///
/// Input `sound`: WAV. Output `sound`: WAV, 48 kHz, stereo, 32 bit float. Where the input is
/// shorter than `length`, it is taken to be silent.
public struct RetimeParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "retime", version: 1,
    outputs: [.init("sound", fileExtension: "wav")],
    libraries: [],
    estimate: .init(seconds: 0.3, memory: 60 << 20))

  /// Samples of the input that are left out at its start.
  public var skip: Int
  /// Samples of the input that are used.
  public var length: Int
  public var isReversed: Bool
  /// How many times as fast it is heard. The result has `length / speed` samples, to the nearest.
  public var speed: Rational

  public init(skip: Int, length: Int, isReversed: Bool, speed: Rational) {
    self.skip = skip
    self.length = length
    self.isReversed = isReversed
    self.speed = speed
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("skip", skip)
    encoder.field("length", length)
    encoder.field("isReversed", isReversed)
    encoder.field("speed", speed)
  }
}
