public import BuildGraph
public import StageCatalog

/// What a profile decides about a film's bytes: its output settings, worked out.
public struct RenderSettings: Hashable, Sendable, FieldEncodable {
  public var encoding: VideoEncoding
  /// Bits a second.
  public var audioBitRate: Int
  /// The kernel by which pictures are scaled.
  public var resampling: Resampling
  /// The kernel by which moving stills are sampled.
  public var motionSampling: Resampling
  /// Taps of the sample-rate converter's filter.
  public var soundFilterLength: Int
  /// How many times the limiter oversamples.
  public var limiterOversampling: Int

  public init(
    encoding: VideoEncoding, audioBitRate: Int, resampling: Resampling,
    motionSampling: Resampling, soundFilterLength: Int, limiterOversampling: Int
  ) {
    self.encoding = encoding
    self.audioBitRate = audioBitRate
    self.resampling = resampling
    self.motionSampling = motionSampling
    self.soundFilterLength = soundFilterLength
    self.limiterOversampling = limiterOversampling
  }

  /// For telling requests apart; each setting enters keys on its own as well.
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("encoding", encoding)
    encoder.field("audioBitRate", audioBitRate)
    encoder.field("resampling", resampling)
    encoder.field("motionSampling", motionSampling)
    encoder.field("soundFilterLength", soundFilterLength)
    encoder.field("limiterOversampling", limiterOversampling)
  }
}
