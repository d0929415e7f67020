internal import CaptionFiles
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Writes a subtitle file.
public enum SubtitlesStage: StageImplementation {
  public static func run(_ parameters: SubtitlesParameters, in context: StageContext) throws {
    try context.checkCancelled()
    let text = try text(of: parameters)
    try StageError.mapping {
      try MediaFile.write(Array(text.utf8), to: context.output("subtitles"))
    }
    context.progress(1)
  }

  static func text(of parameters: SubtitlesParameters) throws -> String {
    switch parameters.format {
    case .srt: return CaptionWriter(.srt).text(of: parameters.captions)
    case .vtt: return CaptionWriter(.vtt).text(of: parameters.captions)
    case .ass:
      if let script = parameters.script {
        return ScriptWriter.text(
          head: script.head, events: script.events.map { ($0.start, $0.end, $0.layer, $0.fields) })
      }
      guard let look = parameters.look else {
        throw StageError(code: "internal", message: "A script of captions was given no look.")
      }
      return ScriptWriter(look).text(of: parameters.captions)
    }
  }
}
