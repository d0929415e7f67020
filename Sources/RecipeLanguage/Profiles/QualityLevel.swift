/// How well a film is encoded: a profile's `quality`.
///
/// The size and the rate of the frames are the recipe's and are never changed by it.
public enum QualityLevel: String, Hashable, Sendable, Codable, CaseIterable {
  case low, medium, high, ultra

  /// What the level means.
  public var encoding: EncodingSettings {
    switch self {
    case .low:
      EncodingSettings(
        x264Preset: "ultrafast", constantRateFactor: 26, audioBitRate: 128_000, scaler: .bilinear)
    case .medium:
      EncodingSettings(
        x264Preset: "veryfast", constantRateFactor: 23, audioBitRate: 192_000, scaler: .bicubic)
    case .high:
      EncodingSettings(
        x264Preset: "medium", constantRateFactor: 20, audioBitRate: 256_000, scaler: .lanczos)
    case .ultra:
      EncodingSettings(
        x264Preset: "slow", constantRateFactor: 17, audioBitRate: 320_000, scaler: .lanczos)
    }
  }
}
