public import BuildGraph
public import FilmVocabulary

/// How pictures are encoded: everything that changes the encoder's bytes.
public struct VideoEncoding: Hashable, Codable, Sendable, FieldEncodable {
  public var codec: VideoCodec
  /// How hard the encoder tries, in its own words: a preset of x264 and x265 such as `veryfast`,
  /// of SVT-AV1 such as `8`, or libvpx's speed such as `4`.
  public var preset: String
  /// Constant rate factor: 0…51 for x264 and x265, 0…63 for the others. 0 loses nothing in H.264.
  public var crf: Int
  /// Threads inside one encoder: x264's bytes depend on it. Segments run side by side instead.
  public var threads: Int

  public init(codec: VideoCodec = .h264, preset: String, crf: Int, threads: Int = 1) {
    self.codec = codec
    self.preset = preset
    self.crf = crf
    self.threads = threads
  }

  /// What pictures are kept as that will be encoded once more, or be compared with.
  public static let lossless = VideoEncoding(preset: "ultrafast", crf: 0)

  /// About what composing and encoding one pixel takes, in seconds of one core: enough to tell long
  /// work from short before any has been measured.
  var secondsOfPixel: Double {
    let veryfast = 10e-9
    return switch codec {
    case .h264: veryfast * (["ultrafast": 0.6, "medium": 2.3, "slow": 3.9][preset] ?? 1)
    case .hevc, .av1: veryfast * 4
    case .vp9: veryfast * 7
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("codec", codec)
    encoder.field("preset", preset)
    encoder.field("crf", crf)
    encoder.field("threads", threads)
  }
}

extension VideoCodec {
  /// The encoder's library, by its name in a worker's handshake.
  public var library: String {
    switch self {
    case .h264: "libx264"
    case .hevc: "libx265"
    case .av1: "libsvtav1"
    case .vp9: "libvpx"
    }
  }
}
