public import BuildGraph
public import FilmVocabulary

/// Mixes, levels, limits and encodes a whole programme by a codec whose pieces cannot be joined,
/// or need not be, since it is fast.
///
/// Inputs `sound`: scene mixes and music. Input `gain`, if any: a ``ProgrammeGain``. Output
/// `packets`: the track's packets in the media engine's own form.
public struct SoundTrackParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "sound-track", version: 2,
    outputs: [.init("packets", fileExtension: "packets")],
    libraries: ["libavcodec"],
    estimate: .init(seconds: 2, memory: 100 << 20))

  public var codec: SoundCodec
  /// Bits a second; `nil` for a codec that loses nothing.
  public var bitRate: Int?
  /// Length at 48 kHz.
  public var samples: Int
  public var elements: [SoundElement]
  /// Elements that are ducked.
  public var music: [SoundElement]
  public var ducking: Ducking?
  /// The limiter's ceiling in dBTP.
  public var ceiling: Rational
  /// How many times the limiter oversamples to find true peaks.
  public var oversampling: Int

  public init(
    codec: SoundCodec, bitRate: Int?, samples: Int, elements: [SoundElement],
    music: [SoundElement], ducking: Ducking?, ceiling: Rational, oversampling: Int
  ) {
    self.codec = codec
    self.bitRate = bitRate
    self.samples = samples
    self.elements = elements
    self.music = music
    self.ducking = ducking
    self.ceiling = ceiling
    self.oversampling = oversampling
  }

  /// The encoders of Opus and MP3 are libraries of their own.
  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    switch codec {
    case .opus: descriptor.libraries.append("libopus")
    case .mp3: descriptor.libraries.append("libmp3lame")
    case .aac, .flac, .pcm: break
    }
    return descriptor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("codec", codec)
    encoder.field("bitRate", bitRate)
    encoder.field("samples", samples)
    encoder.field("elements", elements)
    encoder.field("music", music)
    encoder.field("ducking", ducking)
    encoder.field("ceiling", ceiling)
    encoder.field("oversampling", oversampling)
  }
}
