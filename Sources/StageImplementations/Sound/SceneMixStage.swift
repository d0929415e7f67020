internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Mixes a scene's sounds and measures the mix's levels.
public enum SceneMixStage: StageImplementation {
  /// Samples that are mixed at once.
  private static let window = 1 << 16

  public static func run(_ parameters: SceneMixParameters, in context: StageContext) throws {
    try StageError.mapping {
      let mixer = try ProgrammeMixer(
        sounds: context.inputs("sound").map(WaveFile.init(path:)),
        elements: parameters.elements.map(MixElement.init))
      let writer = try WaveFileWriter(path: context.output("sound"))
      let meter = try LoudnessMeter()
      for start in stride(from: 0, to: parameters.samples, by: window) {
        try context.checkCancelled()
        context.progress(Double(start) / Double(parameters.samples))
        let mix = mixer.render(start..<min(start + window, parameters.samples))
        try writer.append(mix)
        meter.append(mix)
      }
      try writer.finish()
      try LevelFile.write(meter.finish(), to: context.output("levels"))
    }
  }
}
