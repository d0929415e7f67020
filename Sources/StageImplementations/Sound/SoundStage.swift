internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Decodes a file's sound and measures its levels.
public enum SoundStage: StageImplementation {
  public static func run(_ parameters: SoundParameters, in context: StageContext) throws {
    let clip = try context.input("clip")
    try StageError.mapping {
      let decoder = SoundDecoder(
        path: clip, start: parameters.start, end: parameters.end,
        filterLength: parameters.filterLength)
      let writer = try WaveFileWriter(path: context.output("sound"))
      let meter = try LoudnessMeter()
      let samples = try decoder.decode(
        check: { fraction in
          try context.checkCancelled()
          context.progress(fraction)
        },
        sink: { stereo in
          try writer.append(stereo)
          meter.append(stereo)
        })
      try writer.finish()
      try LevelFile.write(meter.finish(), to: context.output("levels"))
      try context.write(json: SoundInfo(samples: samples), to: "info")
    }
  }
}
