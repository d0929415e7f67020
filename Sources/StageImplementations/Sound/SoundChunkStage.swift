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
      guard parameters.packets > 0, parameters.warmUp >= 0, parameters.lookAhead >= 0,
        (1...16).contains(parameters.oversampling)
      else {
        throw StageError(code: "internal", message: "A chunk of sound is planned wrongly.")
      }
      let mixer = try ProgrammeMixer(
        sounds: context.inputs("sound").map(WaveFile.init(path:)),
        elements: parameters.elements.map(MixElement.init),
        music: parameters.music.map(MixElement.init),
        ducking: parameters.ducking.map(DuckingEnvelope.init))
      let limiter = Limiter(
        ceiling: parameters.ceiling.doubleValue, oversampling: parameters.oversampling)
      let gain = try programmeGain(context)
      let encoder = try AACChunkEncoder(
        bitRate: parameters.bitRate, packets: parameters.packets, warmUp: parameters.warmUp,
        lookAhead: parameters.lookAhead)
      // The packet that only starts the encoder takes in what the warm-up begins with.
      let first = -parameters.warmUp * SoundFormat.packetSamples
      let end = first + encoder.frames * SoundFormat.packetSamples
      for start in stride(from: first, to: end, by: window) {
        try context.checkCancelled()
        context.progress(Double(start - first) / Double(end - first))
        let stop = min(start + window, end)
        var mix = mixer.render(start - Limiter.margin..<stop + Limiter.margin)
        for index in mix.indices { mix[index] *= gain }
        try encoder.append(limiter.limit(mix))
      }
      let joint = try encoder.finish(writingTo: context.output("packets"))
      try context.write(json: SoundJoint(joint), to: "joint")
    }
  }

  /// The factor for the sample values.
  private static func programmeGain(_ context: StageContext) throws -> Float {
    guard let gain = try context.read(json: ProgrammeGain.self, from: "gain") else { return 1 }
    return SoundFormat.amplitude(ofDecibels: Double(gain.centibels) / 100)
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
