public import FilmVocabulary

/// What a profile's quality means for the encoders.
public struct EncodingSettings: Hashable, Sendable {
  /// The filter by which pictures are brought to the size of the frame.
  public enum Scaler: String, Hashable, Sendable, Codable, CaseIterable {
    case bilinear, bicubic, lanczos
  }

  /// How one encoder is set.
  public struct Video: Hashable, Sendable {
    /// A preset of x264, x265 or SVT-AV1, or libvpx's speed.
    public var preset: String
    /// The encoder's constant rate factor; less is better. Numbers of different encoders cannot
    /// be compared.
    public var constantRateFactor: Int

    init(_ preset: String, _ constantRateFactor: Int) {
      self.preset = preset
      self.constantRateFactor = constantRateFactor
    }
  }

  public var h264: Video
  public var hevc: Video
  public var av1: Video
  public var vp9: Video
  /// AAC and MP3, in bits a second.
  public var audioBitRate: Int
  /// In bits a second.
  public var opusBitRate: Int
  public var scaler: Scaler

  public func video(_ codec: VideoCodec) -> Video {
    switch codec {
    case .h264: h264
    case .hevc: hevc
    case .av1: av1
    case .vp9: vp9
    }
  }
}
