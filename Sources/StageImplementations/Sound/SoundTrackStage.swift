internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Mixes, levels, limits and encodes a whole programme.
public enum SoundTrackStage: StageImplementation {
  /// Samples that are mixed at once; a multiple of the limiter's grid.
  private static let window = 2048 * Limiter.block

  public static func run(_ parameters: SoundTrackParameters, in context: StageContext) throws {
    try StageError.mapping {
      guard parameters.samples > 0, parameters.codec != .aac else {
        throw StageError(code: "internal", message: "A sound track is planned wrongly.")
      }
      let sound = try ProgrammeSound(
        elements: parameters.elements, music: parameters.music, ducking: parameters.ducking,
        ceiling: parameters.ceiling, oversampling: parameters.oversampling, context: context)
      let encoder = try SoundTrackEncoder(
        codec: parameters.codec, bitRate: parameters.bitRate, samples: parameters.samples,
        writingTo: context.output("packets"))
      for start in stride(from: 0, to: parameters.samples, by: window) {
        try context.checkCancelled()
        context.progress(Double(start) / Double(parameters.samples))
        try encoder.append(sound.samples(start..<start + window))
      }
      try encoder.finish()
    }
  }
}
