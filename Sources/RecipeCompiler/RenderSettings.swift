public import BuildGraph
internal import FilmVocabulary
public import StageCatalog

/// What a profile decides about a film's bytes: its output settings, worked out.
public struct RenderSettings: Hashable, Sendable, FieldEncodable {
  /// One for each codec.
  public var encodings: [VideoEncoding]
  /// AAC and MP3, in bits a second.
  public var audioBitRate: Int
  /// In bits a second.
  public var opusBitRate: Int
  /// The kernel by which pictures are scaled.
  public var resampling: Resampling
  /// The kernel by which moving stills are sampled.
  public var motionSampling: Resampling
  /// Taps of the sample-rate converter's filter.
  public var soundFilterLength: Int
  /// How many times the limiter oversamples.
  public var limiterOversampling: Int

  public init(
    encodings: [VideoEncoding], audioBitRate: Int, opusBitRate: Int, resampling: Resampling,
    motionSampling: Resampling, soundFilterLength: Int, limiterOversampling: Int
  ) {
    self.encodings = encodings
    self.opusBitRate = opusBitRate
    self.audioBitRate = audioBitRate
    self.resampling = resampling
    self.motionSampling = motionSampling
    self.soundFilterLength = soundFilterLength
    self.limiterOversampling = limiterOversampling
  }

  /// How pictures are encoded; what a GIF is made of loses nothing.
  func encoding(_ codec: VideoCodec?) -> VideoEncoding {
    encodings.first { $0.codec == codec } ?? .lossless
  }

  /// Bits a second; `nil` for a codec that loses nothing.
  func bitRate(_ codec: SoundCodec) -> Int? {
    switch codec {
    case .aac, .mp3: audioBitRate
    case .opus: opusBitRate
    case .flac, .pcm: nil
    }
  }

  /// For telling requests apart; each setting enters keys on its own as well.
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("encodings", encodings)
    encoder.field("audioBitRate", audioBitRate)
    encoder.field("opusBitRate", opusBitRate)
    encoder.field("resampling", resampling)
    encoder.field("motionSampling", motionSampling)
    encoder.field("soundFilterLength", soundFilterLength)
    encoder.field("limiterOversampling", limiterOversampling)
  }
}
