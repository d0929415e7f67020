internal import FilmVocabulary
internal import Speech
public import StageCatalog
public import WorkerProtocol

/// Speaks one sentence.
public enum SpeechStage: StageImplementation {
  public static func run(_ parameters: SpeechParameters, in context: StageContext) throws {
    guard let engine = SpeechEngine(rawValue: parameters.engine) else {
      throw StageError(
        code: "unsupported",
        message: "There is no speech engine \"\(parameters.engine)\"; use one of "
          + SpeechEngine.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    try context.checkCancelled()
    let sound = try speak(
      SpeechRequest(
        engine: engine, voice: parameters.voice, rate: parameters.rate.doubleValue,
        pitch: parameters.pitch.doubleValue, text: parameters.text))
    try context.write(sound.wave, to: "sound")
    try context.write(json: SpeechTiming(sound), to: "timing")
    context.progress(1)
  }

  private static func speak(_ request: SpeechRequest) throws -> SpokenSound {
    do throws(SpeechError) {
      return try SpeechSynthesizer.speak(request)
    } catch {
      throw StageError(code: error.code.rawValue, message: error.message, detail: error.detail)
    }
  }
}

extension SpeechTiming {
  init(_ sound: SpokenSound) {
    self.init(
      samples: sound.samples.count,
      words: sound.words.map {
        Word(
          offset: $0.range.lowerBound, length: $0.range.count, start: $0.samples.lowerBound,
          end: $0.samples.upperBound)
      })
  }
}
