import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Cuts a film's sound into chunks of AAC packets that are encoded side by side.
///
/// Chunks lie on a fixed grid of packets, so that an edit which moves nothing touches only the
/// chunks in which it is heard.
struct ChunkPlanner {
  var film: FilmBuilder
  var mix: ProgrammeMix
  var gain: NodeID?

  /// Samples of a packet.
  static let packet = 1024

  /// Packets before a chunk that bring the encoder into step with the chunk before; more where a
  /// try has shown that it is not. After 4 the windows agree, but the first packets of a steady
  /// tone are up to 15 dB noisier; after 8 they are nearly as without a join.
  private static let warmUps = [8, 16, 64]
  private static let lookAhead = 2

  /// Samples on both sides of a chunk that its limiter may look at.
  private static let margin = 8192

  /// Decibels that a lossy encoder may add to a peak: the recipe's limit is meant for the film,
  /// the limiter works before the encoder.
  static let headroom = Rational(1, 2)

  /// Packets of a whole film: one more than its samples fill, for the encoder's priming.
  private var packets: Int { (mix.samples + Self.packet - 1) / Self.packet + 1 }

  /// 43.7 s each, or twice that in a film of more than about five minutes: an edit early in a
  /// film encodes all later sound again, and few large pieces cost less than many small ones.
  private var packetsInChunk: Int { packets <= 7 * 2048 ? 2048 : 4096 }

  func chunks() throws -> [SoundBuilder.Programme.Chunk] {
    var chunks: [SoundBuilder.Programme.Chunk] = []
    var before: SoundJoint?
    var first = 0
    while first < packets {
      let count = min(packetsInChunk, packets - first)
      let (node, joint) = try joined(first: first, count: count, to: before)
      chunks.append(.init(node: node, packets: count))
      before = joint
      first += count
    }
    return chunks
  }

  /// The chunk with the least warm-up after which its first packet fits the chunk before.
  ///
  /// As long as the chunks have not been encoded, the least is assumed.
  ///
  /// - Parameter before: How the chunk before ends; `nil` until it is settled which one that is. A
  ///   try that is compared with what may yet change could turn out to be of no use.
  /// - Returns: How this one ends, once it is settled as well.
  private func joined(
    first: Int, count: Int, to before: SoundJoint?
  ) throws -> (NodeID, SoundJoint?) {
    if first == 0 {
      let node = chunk(first: 0, count: count, warmUp: 0)
      guard count < packets else { return (node, nil) }
      return (node, try film.builder.result(SoundJoint.self, of: node, output: "joint"))
    }
    var candidate: (NodeID, SoundJoint?)?
    for warmUp in Self.warmUps where candidate == nil || warmUp <= first {
      let node = chunk(first: first, count: count, warmUp: min(warmUp, first))
      let joint = try film.builder.result(SoundJoint.self, of: node, output: "joint")
      candidate = (node, joint)
      guard let before, let joint, joint.before != before.last else { break }
    }
    guard let (node, joint) = candidate else {
      preconditionFailure("there is a first warm-up")
    }
    return (node, before == nil ? nil : joint)
  }

  private func chunk(first: Int, count: Int, warmUp: Int) -> NodeID {
    // Packet 0 is the encoder's priming: packet j holds the samples from (j - 1) * 1024.
    let start = first == 0 ? 0 : (first - 1) * Self.packet
    let end = (first - 1 + count) * Self.packet
    let isLast = first + count == packets
    let earliest = start - warmUp * Self.packet - Self.margin
    let latest = end + Self.lookAhead * Self.packet + Self.margin
    let window = earliest..<latest
    var inputs = InputList()
    func elements(_ pieces: [SoundBuilder.Piece]) -> [SoundElement] {
      pieces.filter { $0.element.start < window.upperBound && $0.end > window.lowerBound }.map {
        var element = $0.element
        element.input = inputs.number("sound", .output(of: $0.node, name: "sound"))
        element.start -= start
        return element
      }
    }
    let pieces = elements(mix.pieces)
    let music = elements(mix.music)
    if let gain {
      _ = inputs.number("gain", .output(of: gain, name: "gain"))
    }
    return film.builder.add(
      SoundChunkParameters(
        packets: count, warmUp: warmUp, lookAhead: isLast ? 0 : Self.lookAhead, elements: pieces,
        music: music, ducking: music.isEmpty ? nil : ducking(in: window, from: start),
        bitRate: film.settings.audioBitRate,
        ceiling: film.recipe.audio.truePeak - Self.headroom,
        oversampling: film.settings.limiterOversampling),
      inputs: inputs.inputs, label: "\(film.label)sound.\(first / packetsInChunk + 1)")
  }

  private func ducking(in window: Range<Int>, from start: Int) -> StageCatalog.Ducking? {
    guard var ducking = mix.ducking else { return nil }
    ducking.intervals = ducking.intervals.filter {
      $0.start - ducking.attack < window.upperBound && $0.end + ducking.release > window.lowerBound
    }.map { .init(start: $0.start - start, end: $0.end - start) }
    return ducking.intervals.isEmpty ? nil : ducking
  }
}
