/// How deeply media are analysed and enhanced: a profile's `mode`.
public enum ProfileMode: String, Hashable, Sendable, Codable, CaseIterable {
  case fast
  case balanced
  case highQuality = "high_quality"

  /// What the mode means.
  public var enhancement: EnhancementSettings {
    switch self {
    case .fast:
      EnhancementSettings(resamplerTaps: 16, limiterOversampling: 2, movingStillSampler: .bilinear)
    case .balanced:
      EnhancementSettings(resamplerTaps: 32, limiterOversampling: 4, movingStillSampler: .bicubic)
    case .highQuality:
      EnhancementSettings(resamplerTaps: 64, limiterOversampling: 8, movingStillSampler: .lanczos3)
    }
  }
}
