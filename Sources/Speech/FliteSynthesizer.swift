internal import CFlite

/// Speaks with flite.
enum FliteSynthesizer {
  static let voices: [SpeechVoice] = [
    voice("awb", "Scottish English, statistical", "en-gb-scotland", .male),
    voice("kal", "American English, diphones", "en-us", .male),
    voice("rms", "American English, statistical", "en-us", .male),
    voice("slt", "American English, statistical", "en-us", .female),
  ]

  private static func voice(
    _ name: String, _ title: String, _ language: String, _ gender: SpeechVoice.Gender
  ) -> SpeechVoice {
    SpeechVoice(
      engine: .flite, name: name, title: title, languages: [language, "en"], gender: gender)
  }

  static func voice(_ name: String) throws(SpeechError) -> SpeechVoice {
    if let voice = voices.first(where: { $0.name == name.lowercased() }) { return voice }
    throw SpeechError(
      .unknownVoice,
      "flite has no voice \"\(name)\"; it has "
        + voices.map { "\"\($0.name)\"" }.joined(separator: ", ") + ".")
  }

  static func speak(_ request: SpeechRequest) throws(SpeechError) -> IsolatedSpeech {
    let voice = try voice(request.voice)
    guard request.rate >= 0.1, request.rate <= 10 else {
      throw SpeechError(
        .unsupported, "flite speaks at rates from 0.1 to 10; \(request.rate) is not one.")
    }
    let text = try EnglishText(request.text)
    guard text.hasWords else { return IsolatedSpeech(silenceAt: 16_000) }
    var speech = try text.ascii.withCStringTyped { (ascii) throws(SpeechError) in
      try voice.name.withCStringTyped { (name) throws(SpeechError) in
        try IsolatedSpeech(
          reel_flite_speak,
          reel_flite_request(
            voice: name, stretch: Float(1 / request.rate), pitch: Float(request.pitch),
            text: ascii),
          engine: .flite, length: request.text.unicodeScalars.count, explain: { _ in nil })
      }
    }
    for index in speech.words.indices {
      let word = speech.words[index]
      let range = text.range(of: word.offset..<word.offset + word.length)
      speech.words[index].offset = range.lowerBound
      speech.words[index].length = range.count
    }
    return speech
  }
}
