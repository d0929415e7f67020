/// What a profile's mode means for pictures and sound.
public struct EnhancementSettings: Hashable, Sendable {
  /// The kernel by which a moving still is sampled between its pixels.
  public enum Sampler: String, Hashable, Sendable, Codable, CaseIterable {
    /// 2 × 2 pixels.
    case bilinear
    /// 4 × 4 pixels.
    case bicubic
    /// 6 × 6 pixels.
    case lanczos3
  }

  /// The length of the filter that changes a sound's sample rate, in samples.
  public var resamplerTaps: Int
  /// At how many times the sample rate the limiter looks for true peaks. Of a tone at half the
  /// sample rate, the worst there is, 2 can miss 3.0 dB, 4 can miss 0.7 dB and 8 can miss 0.2 dB
  /// (ITU-R BS.1770, annex 2).
  public var limiterOversampling: Int
  public var movingStillSampler: Sampler
}
