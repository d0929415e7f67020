/// How well a film is encoded: a profile's `quality`.
///
/// The size and the rate of the frames are the recipe's and are never changed by it.
public enum QualityLevel: String, Hashable, Sendable, Codable, CaseIterable {
  case low, medium, high, ultra

  /// What the level means. The other encoders' numbers were chosen so that their films are as
  /// alike to the uncompressed one, by SSIM, as x264's of the same level.
  public var encoding: EncodingSettings {
    switch self {
    case .low:
      EncodingSettings(
        h264: .init("ultrafast", 26), hevc: .init("ultrafast", 25), av1: .init("12", 48),
        vp9: .init("5", 44), audioBitRate: 128_000, opusBitRate: 96_000, scaler: .bilinear)
    case .medium:
      EncodingSettings(
        h264: .init("veryfast", 23), hevc: .init("veryfast", 25), av1: .init("10", 41),
        vp9: .init("4", 36), audioBitRate: 192_000, opusBitRate: 128_000, scaler: .bicubic)
    case .high:
      EncodingSettings(
        h264: .init("medium", 20), hevc: .init("medium", 20), av1: .init("8", 25),
        vp9: .init("2", 25), audioBitRate: 256_000, opusBitRate: 192_000, scaler: .lanczos)
    case .ultra:
      EncodingSettings(
        h264: .init("slow", 17), hevc: .init("slow", 18), av1: .init("6", 18),
        vp9: .init("1", 16), audioBitRate: 320_000, opusBitRate: 256_000, scaler: .lanczos)
    }
  }
}
