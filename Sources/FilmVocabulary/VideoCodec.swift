/// How a film's pictures are encoded.
public enum VideoCodec: String, Hashable, Sendable, Codable, CaseIterable {
  case h264, hevc, av1, vp9

  /// The smallest side in pixels that its encoder takes.
  public var smallestSide: Int { self == .av1 ? 64 : 16 }
}
