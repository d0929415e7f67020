internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Plays a sound backwards, faster or slower.
public enum RetimeStage: StageImplementation {
  public static func run(_ parameters: RetimeParameters, in context: StageContext) throws {
    let sound = try context.input("sound")
    try StageError.mapping {
      let retimer = SoundRetimer(
        sound: try WaveFile(path: sound), skip: parameters.skip, length: parameters.length,
        isReversed: parameters.isReversed, speed: parameters.speed)
      let writer = try WaveFileWriter(path: context.output("sound"))
      try retimer.render(
        check: { fraction in
          try context.checkCancelled()
          context.progress(fraction)
        },
        sink: { try writer.append($0) })
      try writer.finish()
    }
  }
}
