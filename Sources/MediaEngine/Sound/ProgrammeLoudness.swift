/// The loudness of a programme that has not been mixed yet, from the levels of its pieces.
///
/// Pieces that sound together are summed by energy, which is right for sounds that have nothing
/// to do with each other; then the blocks are gated as EBU R128 says. Against a meter that hears
/// the mix, it is right to about 0.1 LU, except for programmes of a few seconds.
public struct ProgrammeLoudness: Sendable {
  /// Levels of each sound, as ``LoudnessMeter`` gives them.
  private let levels: [[Float]]
  /// Energies of the programme's blocks of 100 ms.
  private var blocks: [Double]

  private static let block = LoudnessMeter.blockSamples
  /// Samples in which a gain is taken as constant: 5 ms.
  private static let cell = 240
  /// Blocks of 100 ms in one gating block.
  private static let gating = 4
  private static let absoluteGate = -70.0
  private static let relativeGate = -10.0

  /// - Parameters:
  ///   - samples: The length of the programme.
  ///   - levels: One list for each sound that the elements number.
  public init(
    samples: Int, levels: [[Float]], elements: [MixElement], music: [MixElement] = [],
    ducking: DuckingEnvelope? = nil
  ) throws {
    self.levels = levels
    blocks = [Double](repeating: 0, count: max(0, samples) / Self.block)
    for element in elements { try add(element, ducking: nil) }
    for element in music { try add(element, ducking: ducking) }
  }

  /// The integrated loudness in LUFS; `nil` if all is silence or below the gate.
  public var integrated: Double? {
    let windows = blocks.count - Self.gating + 1
    let energies: [Double]
    if windows > 0 {
      energies = (0..<windows).map { first in
        blocks[first..<first + Self.gating].reduce(0, +) / Double(Self.gating)
      }
    } else {
      // Too short to be gated.
      energies = blocks.isEmpty ? [] : [blocks.reduce(0, +) / Double(blocks.count)]
    }
    guard let ungated = Self.mean(energies, above: Loudness.energy(ofLoudness: Self.absoluteGate))
    else { return nil }
    let gate = Loudness.energy(
      ofLoudness: max(Self.absoluteGate, Loudness.loudness(ofEnergy: ungated) + Self.relativeGate))
    return Self.mean(energies, above: gate).map(Loudness.loudness)
  }

  private static func mean(_ energies: [Double], above gate: Double) -> Double? {
    let counted = energies.filter { $0 >= gate }
    return counted.isEmpty ? nil : counted.reduce(0, +) / Double(counted.count)
  }

  private mutating func add(_ element: MixElement, ducking: DuckingEnvelope?) throws {
    guard levels.indices.contains(element.sound), element.skip >= 0 else {
      throw MediaError(
        .internal, message: "A programme names sound \(element.sound) of \(levels.count).")
    }
    let levels = levels[element.sound]
    // The last block may be short; how short does not matter to a loudness.
    let envelope = FadeEnvelope(element, samples: levels.count * Self.block)
    // Moved by up to 50 ms, the sound's blocks are the programme's. Spread over two blocks each,
    // loud ones would lift pauses above the gate: up to 0.2 LU were lost by that.
    let origin = element.start - element.skip
    let move = Int((Double(origin) / Double(Self.block)).rounded()) * Self.block - origin
    let heard =
      (envelope.range.lowerBound + move..<envelope.range.upperBound + move)
      .clamped(to: 0..<blocks.count * Self.block)
    var place = heard.lowerBound
    while place < heard.upperBound {
      let end = min((place / Self.cell + 1) * Self.cell, heard.upperBound)
      let middle = (place + end) / 2 - move
      let gain = Double(envelope.gain(at: middle) * (ducking?.gain(at: middle) ?? 1))
      let level = levels[(place - origin - move) / Self.block]
      blocks[place / Self.block] +=
        Double(level) * gain * gain * Double(end - place) / Double(Self.block)
      place = end
    }
  }
}
