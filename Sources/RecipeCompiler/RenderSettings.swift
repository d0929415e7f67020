public import StageCatalog

/// What a profile decides about a film's bytes: its output settings, worked out.
public struct RenderSettings: Hashable, Sendable {
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
}
