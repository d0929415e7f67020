/// What a profile's quality means for the encoders.
public struct EncodingSettings: Hashable, Sendable {
  /// The filter by which pictures are brought to the size of the frame.
  public enum Scaler: String, Hashable, Sendable, Codable, CaseIterable {
    case bilinear, bicubic, lanczos
  }

  public var x264Preset: String
  /// x264's CRF: about 6 less doubles the size of the file.
  public var constantRateFactor: Int
  /// AAC, in bits a second.
  public var audioBitRate: Int
  public var scaler: Scaler
}
