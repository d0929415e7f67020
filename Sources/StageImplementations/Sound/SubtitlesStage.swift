internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Writes a subtitle file.
public enum SubtitlesStage: StageImplementation {
  public static func run(_ parameters: SubtitlesParameters, in context: StageContext) throws {
    try context.checkCancelled()
    let file = SubtitleFile(format: parameters.format, cues: parameters.cues)
    try StageError.mapping {
      try MediaFile.write(Array(file.text.utf8), to: context.output("subtitles"))
    }
    context.progress(1)
  }
}
