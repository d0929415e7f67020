internal import CEspeakNG

/// Speaks with espeak-ng.
enum EspeakSynthesizer {
  /// The library speaks no slower, in words per minute.
  static let slowest = 80
  /// The library's own pace, in words per minute.
  static let usual = 175.0

  static func speak(_ request: SpeechRequest) throws(SpeechError) -> IsolatedSpeech {
    let catalogue = try EspeakCatalogue.shared.get()
    guard let voice = catalogue.file(of: request.voice) else {
      throw catalogue.unknownVoice(request.voice)
    }
    let pace = Int((usual * min(request.rate, 100)).rounded())
    guard pace >= slowest, pace <= 4 * Int(usual) else {
      throw SpeechError(
        .unsupported, "espeak speaks at rates from 0.46 to 4; \(request.rate) is not one.")
    }
    let work = { (text: UnsafePointer<CChar>, voice: UnsafePointer<CChar>) throws(SpeechError) in
      try IsolatedSpeech(
        reel_espeak_speak,
        reel_espeak_request(
          voice: voice, words_per_minute: Int32(pace),
          pitch: Int32((50 * request.pitch).rounded()), text: text),
        engine: .espeak, length: request.text.unicodeScalars.count
      ) { EspeakCatalogue.error(status: $0, voice: request.voice) }
    }
    let text = literal(request.text)
    return try text.withCStringTyped { (text) throws(SpeechError) in
      try voice.withCStringTyped { (voice) throws(SpeechError) in try work(text, voice) }
    }
  }

  /// The text with a space for each control character: some are commands to the library, zero
  /// would end the text, and line ends would be pauses.
  static func literal(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(result)
  }
}
