internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Mixes, levels, limits and encodes a run of AAC packets.
public enum SoundChunkStage: StageImplementation {
  /// Samples that are mixed at once; a multiple of a packet and of the limiter's grid.
  private static let window = 128 * SoundFormat.packetSamples

  public static func run(_ parameters: SoundChunkParameters, in context: StageContext) throws {
    try StageError.mapping {
      guard parameters.packets > 0, parameters.warmUp >= 0, parameters.lookAhead >= 0
      else {
        throw StageError(code: "internal", message: "A chunk of sound is planned wrongly.")
      }
      let sound = try ProgrammeSound(
        elements: parameters.elements, music: parameters.music, ducking: parameters.ducking,
        ceiling: parameters.ceiling, oversampling: parameters.oversampling, context: context)
      let encoder = try AACChunkEncoder(
        bitRate: parameters.bitRate, packets: parameters.packets, warmUp: parameters.warmUp,
        lookAhead: parameters.lookAhead)
      // The packet that only starts the encoder takes in what the warm-up begins with.
      let first = -parameters.warmUp * SoundFormat.packetSamples
      let end = first + encoder.frames * SoundFormat.packetSamples
      for start in stride(from: first, to: end, by: window) {
        try context.checkCancelled()
        context.progress(Double(start - first) / Double(end - first))
        try encoder.append(sound.samples(start..<min(start + window, end)))
      }
      let joint = try encoder.finish(writingTo: context.output("packets"))
      try context.write(json: SoundJoint(joint), to: "joint")
    }
  }
}

extension SoundJoint {
  init(_ joint: AACChunkEncoder.Joint) {
    self.init(before: joint.before.map(Window.init), last: Window(joint.last))
  }
}

extension SoundJoint.Window {
  init(_ windows: AACChunkEncoder.Windows) {
    let (left, right) = (windows.left, windows.right)
    self.init(
      sequence: left.sequence == right.sequence
        ? left.sequence : 4 + 4 * left.sequence + right.sequence,
      shape: left.shape == right.shape ? left.shape : 2 + 2 * left.shape + right.shape)
  }
}
