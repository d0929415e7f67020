public import BuildGraph
public import FilmVocabulary

/// Mixes, levels, limits and encodes a run of AAC packets of the programme.
///
/// Inputs `sound`: scene mixes and music. Input `gain`, if any: a ``ProgrammeGain``. Output
/// `packets`: the chunk's packets in the media engine's own form. Output `joint`:
/// ``SoundJoint``.
///
/// Packet 0 of a film comes before all its sound and only starts the decoder; packet j holds the
/// samples from 1024 · (j − 1) on. A film of S samples has ⌈S / 1024⌉ + 1 packets. The first chunk
/// counts packet 0 among its own, and its first sample is the film's first.
///
/// All places are in samples from the chunk's first sample. What lies within the warm-up before
/// it and the look-ahead behind it is given as well.
public struct SoundChunkParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "sound-chunk", version: 2,
    outputs: [
      .init("joint", fileExtension: "json", isInline: true),
      .init("packets", fileExtension: "packets"),
    ],
    libraries: ["libavcodec"],
    estimate: .init(seconds: 0.7, memory: 80 << 20))

  /// Packets of 1024 samples in the chunk.
  public var packets: Int
  /// Packets encoded before the chunk and thrown away; 0 for the first chunk of a film.
  public var warmUp: Int
  /// Packets encoded after the chunk and thrown away; 0 for the last one.
  public var lookAhead: Int
  public var elements: [SoundElement]
  /// Elements that are ducked.
  public var music: [SoundElement]
  public var ducking: Ducking?
  /// Bits a second.
  public var bitRate: Int
  /// The limiter's ceiling in dBTP.
  public var ceiling: Rational
  /// How many times the limiter oversamples to find true peaks.
  public var oversampling: Int

  public init(
    packets: Int, warmUp: Int, lookAhead: Int, elements: [SoundElement], music: [SoundElement],
    ducking: Ducking?, bitRate: Int, ceiling: Rational, oversampling: Int
  ) {
    self.packets = packets
    self.warmUp = warmUp
    self.lookAhead = lookAhead
    self.elements = elements
    self.music = music
    self.ducking = ducking
    self.bitRate = bitRate
    self.ceiling = ceiling
    self.oversampling = oversampling
  }

  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    // Mixing and encoding go about thirty times as fast as the sound.
    let length = Double(packets) * 1024 / 48_000
    descriptor.estimate = .init(
      seconds: 0.02 + length / 30, memory: Self.stage.estimate.memory, isOfNode: true)
    return descriptor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("packets", packets)
    encoder.field("warmUp", warmUp)
    encoder.field("lookAhead", lookAhead)
    encoder.field("elements", elements)
    encoder.field("music", music)
    encoder.field("ducking", ducking)
    encoder.field("bitRate", bitRate)
    encoder.field("ceiling", ceiling)
    encoder.field("oversampling", oversampling)
  }
}

/// The encoder's window at both ends of a chunk.
///
/// AAC packets overlap: two chunks join without a seam only if the packet before the join has the
/// window that the next chunk's encoder thought it had.
public struct SoundJoint: Codable, Hashable, Sendable {
  /// Sequence and shape of the last packet before the chunk, as its warm-up made it; `nil` for a
  /// film's first chunk.
  public var before: Window?
  /// Sequence and shape of the chunk's last packet.
  public var last: Window

  public init(before: Window?, last: Window) {
    self.before = before
    self.last = last
  }

  public struct Window: Codable, Hashable, Sendable {
    /// 0 only long, 1 long start, 2 eight short, 3 long stop; where the channels differ, 4 plus
    /// four times the left one's plus the right one's.
    public var sequence: Int
    /// 0 sine, 1 Kaiser-Bessel-derived; where the channels differ, 2 plus twice the left one's
    /// plus the right one's.
    public var shape: Int

    public init(sequence: Int, shape: Int) {
      self.sequence = sequence
      self.shape = shape
    }
  }
}
