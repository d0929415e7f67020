internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Finds the gain that brings a programme to its loudness. Silence is left as it is.
public enum LoudnessStage: StageImplementation {
  public static func run(_ parameters: LoudnessParameters, in context: StageContext) throws {
    try StageError.mapping {
      guard parameters.step > .zero else {
        throw StageError(code: "internal", message: "A gain in steps of 0 dB was asked for.")
      }
      let programme = try ProgrammeLoudness(
        samples: parameters.samples, levels: context.inputs("levels").map(LevelFile.read),
        elements: parameters.pieces.map(MixElement.init),
        music: parameters.music.map(MixElement.init),
        ducking: parameters.ducking.map(DuckingEnvelope.init))
      try context.write(
        json: ProgrammeGain(centibels: centibels(parameters, loudness: programme.integrated)),
        to: "gain")
    }
  }

  /// More is not asked of any programme: what is quieter than that is noise.
  private static let greatest = 60.0

  private static func centibels(_ parameters: LoudnessParameters, loudness: Double?) -> Int {
    guard let loudness else { return 0 }
    let gain = min(max(parameters.target.doubleValue - loudness, -greatest), greatest)
    let steps = Int((gain / parameters.step.doubleValue).rounded())
    return (Rational(100 * steps) * parameters.step).rounded
  }
}
