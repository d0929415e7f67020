import Testing

@testable import Speech

@Suite struct SpeechSynthesizerTests {
  static let first = "In 1860 the Fleet vanished underground, and nobody missed it."
  static let second = "Its water still runs beneath the street!"

  static func speak(
    _ text: String, _ engine: SpeechEngine = .espeak, voice: String? = nil, rate: Double = 1,
    pitch: Double = 1
  ) throws -> SpokenSound {
    try SpeechSynthesizer.speak(
      SpeechRequest(
        engine: engine, voice: voice ?? (engine == .espeak ? "en-gb" : "slt"), rate: rate,
        pitch: pitch, text: text))
  }

  static func word(_ text: String, _ word: SpokenSound.Word) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: Array(text.unicodeScalars)[word.range])
    return String(view)
  }

  @Test(arguments: [
    (SpeechEngine.espeak, "en-gb"), (.espeak, "en-gb+whisper"), (.flite, "slt"), (.flite, "kal"),
    (.flite, "awb"), (.flite, "rms"),
  ])
  func givesTheSameSamplesWhateverWasSpokenBefore(engine: SpeechEngine, voice: String) throws {
    let a = try Self.speak(Self.first, engine, voice: voice)
    let b = try Self.speak(Self.second, engine, voice: voice)
    _ = try Self.speak("Something quite else.", .espeak, voice: "de", rate: 1.5, pitch: 0.7)
    #expect(try Self.speak(Self.second, engine, voice: voice) == b)
    #expect(try Self.speak(Self.first, engine, voice: voice) == a)
    #expect(a != b)
  }

  @Test func givesTheSameSamplesFromSeveralThreads() async throws {
    let alone = try Self.speak(Self.second)
    try await withThrowingTaskGroup(of: SpokenSound.self) { group in
      for _ in 0..<8 { group.addTask { try Self.speak(Self.second) } }
      for try await sound in group { #expect(sound == alone) }
    }
  }

  @Test(arguments: SpeechEngine.allCases)
  func tellsWhenEachWordIsHeard(engine: SpeechEngine) throws {
    let sound = try Self.speak(Self.second, engine)
    let heard = sound.words.map { Self.word(Self.second, $0) }
    // A sign may belong to a word or not.
    #expect(
      heard.map { String($0.filter { $0.isLetter }) }
        == ["Its", "water", "still", "runs", "beneath", "the", "street"])
    #expect(sound.words[0].samples.lowerBound < 2400)
    #expect(sound.words.last!.samples.upperBound <= sound.samples.count)
    for (word, next) in zip(sound.words, sound.words.dropFirst()) {
      #expect(word.samples.lowerBound < next.samples.lowerBound)
      #expect(word.samples.upperBound <= next.samples.lowerBound)
    }
  }

  @Test(arguments: SpeechEngine.allCases)
  func findsNumbersWhereTheyStand(engine: SpeechEngine) throws {
    let text = "It cost 1860 pounds."
    let sound = try Self.speak(text, engine)
    #expect(sound.words.contains { $0.range.lowerBound == 8 })
    #expect(sound.words.allSatisfy { !Self.word(text, $0).contains(" ") })
    #expect(sound.words.allSatisfy { $0.range.upperBound <= text.unicodeScalars.count })
  }

  @Test(arguments: SpeechEngine.allCases)
  func countsPlacesInUnicodeScalars(engine: SpeechEngine) throws {
    // A letter of two bytes, one of two scalars, a quotation mark of three bytes.
    let text = "Café nai\u{308}ve \u{201C}bold\u{201D} end."
    let sound = try Self.speak(text, engine)
    let bold = try #require(sound.words.first { Self.word(text, $0).contains("bold") })
    #expect(bold.range.lowerBound == 12 || bold.range.lowerBound == 13)
    #expect(sound.words.contains { Self.word(text, $0).hasPrefix("end") })
  }

  @Test(arguments: SpeechEngine.allCases)
  func isLouderThanSilenceAtBothEnds(engine: SpeechEngine) throws {
    let sound = try Self.speak(Self.second, engine)
    let loudest = sound.samples.map { Int($0.magnitude) }.max()!
    #expect(loudest > 3000)
    #expect(sound.samples.prefix(600).contains { Int($0.magnitude) > loudest / 320 })
    #expect(sound.samples.suffix(1100).contains { Int($0.magnitude) > loudest / 320 })
    // About as long as a person takes.
    #expect((48_000...240_000).contains(sound.samples.count))
  }

  @Test(arguments: [
    (SpeechEngine.espeak, "en-gb"), (.flite, "slt"), (.flite, "kal"),
  ])
  func keepsPaceAndPitch(engine: SpeechEngine, voice: String) throws {
    let text = "Alone among many monkeys, nobody knew anyone."
    let usual = try Self.speak(text, engine, voice: voice)
    let fast = try Self.speak(text, engine, voice: voice, rate: 2)
    let slow = try Self.speak(text, engine, voice: voice, rate: 0.5)
    let high = try Self.speak(text, engine, voice: voice, pitch: 1.5)
    #expect((0.4...0.65).contains(Double(fast.samples.count) / Double(usual.samples.count)))
    #expect((1.7...2.2).contains(Double(slow.samples.count) / Double(usual.samples.count)))
    let ratio = PitchMeter.pitch(of: high.samples) / PitchMeter.pitch(of: usual.samples)
    #expect(ratio > 1.2, "pitch was multiplied by \(ratio)")
  }

  @Test func takesMarkupLiterally() throws {
    let plain = try Self.speak("bold move")
    let marked = try Self.speak("<b>bold</b> move")
    #expect(marked.samples.count > plain.samples.count)
    let phonemes = try Self.speak("[[h@'loU]]")
    #expect(phonemes.words.count > 1)
    // A control character is a command to espeak; here it is a space.
    #expect(try Self.speak("one \u{1}50P two") == Self.speak("one  50P two"))
    #expect(try Self.speak("one\0two") == Self.speak("one two"))
  }

  @Test(arguments: ["42", "3.14", "50%", "1,234,567", "A"])
  func speaksNumbersAlone(text: String) throws {
    for engine in SpeechEngine.allCases {
      #expect(try Self.speak(text, engine).samples.count > 4800)
    }
  }

  @Test(arguments: ["", " ", "...", "…?!", "\n\t"])
  func refusesTextWithNothingToSay(text: String) throws {
    for engine in SpeechEngine.allCases {
      let error = #expect(throws: SpeechError.self) { try Self.speak(text, engine) }
      #expect(error?.code == .unspeakable, "\(engine) \(String(describing: error))")
    }
  }

  @Test func refusesWhatItCannotDo() throws {
    #expect(throws: SpeechError.self) { try Self.speak("Slowly.", rate: 0.3) }
    #expect(throws: SpeechError.self) { try Self.speak("Never.", rate: 0) }
    #expect(throws: SpeechError.self) { try Self.speak("High.", pitch: 3) }
    let long = #expect(throws: SpeechError.self) {
      try Self.speak(String(repeating: "a ", count: 6000))
    }
    #expect(long?.code == .unsupported)
    let foreign = #expect(throws: SpeechError.self) { try Self.speak("Привет", .flite) }
    #expect(foreign?.code == .unspeakable)
    #expect(foreign?.message.contains("П") == true)
  }

  @Test(arguments: ["vi", "ja", "ar", "hi", "cmn", "ru", "fr", "de-AT", "en_US", "en-gb+f3"])
  func speaksInManyVoices(voice: String) throws {
    let texts = [
      "vi": "Xin chào Việt Nam", "ja": "こんにちは", "ar": "مرحبا بالعالم", "hi": "नमस्ते दुनिया",
      "cmn": "你好世界", "ru": "Привет, мир", "fr": "Bonjour tout le monde",
    ]
    let sound = try Self.speak(texts[voice] ?? "Good morning", voice: voice)
    #expect(sound.samples.count > 12_000)
    #expect(!sound.words.isEmpty)
  }

  @Test func survivesHostileTexts() throws {
    let texts = [
      String(repeating: "a", count: 2000), String(repeating: "9", count: 500),
      String(repeating: "\u{301}", count: 3000) + "a",
      String(repeating: "(", count: 3000) + "x", "\u{FFFD}\u{FEFF}\u{202E} reversed",
      "<audio src=\"/etc/passwd\"/> done", "%s%n%n%n percent",
    ]
    for text in texts {
      for engine in SpeechEngine.allCases {
        // Either is an answer; that this process lives on is what is asked for.
        _ = try? Self.speak(text, engine)
      }
    }
    #expect(try Self.speak(Self.second).samples.count > 48_000)
  }
}

@Suite struct SpeechSpeedTests {
  @Test func speaksFasterThanItIsHeard() throws {
    let text = SpeechSynthesizerTests.first
    for (engine, voice) in [(SpeechEngine.espeak, "en-gb"), (.flite, "slt"), (.flite, "kal")] {
      _ = try SpeechSynthesizerTests.speak(text, engine, voice: voice)
      var samples = 0
      let time = try ContinuousClock().measure {
        for _ in 0..<10 {
          samples += try SpeechSynthesizerTests.speak(text, engine, voice: voice).samples.count
        }
      }
      print("\(engine) \(voice): \(time / 10) for \(samples / 10) samples")
      #expect(time < .seconds(samples / 48_000))
    }
    let short = try ContinuousClock().measure {
      for _ in 0..<20 { _ = try SpeechSynthesizerTests.speak("A") }
    }
    print("one letter: \(short / 20)")
    print("version:", ContinuousClock().measure { _ = SpeechLibraries.espeakVersion() })
  }
}
