import Testing

@testable import Speech

@Suite struct SpeechVoiceTests {
  @Test func listsVoices() throws {
    let voices = try SpeechVoice.all(of: .espeak)
    #expect(voices.count > 90)
    #expect(Set(voices.map(\.name)).count == voices.count)
    let german = try #require(voices.first { $0.name == "de" })
    #expect(german.title == "German")
    #expect(german.languages == ["de"])
    #expect(!voices.contains { $0.name.contains("mb") && $0.title.contains("mb-") })
    #expect(try SpeechVoice.variants(of: .espeak).contains("f3"))
    #expect(try SpeechVoice.all(of: .flite).map(\.name) == ["awb", "kal", "rms", "slt"])
  }

  @Test func everyListedNameFindsItsVoice() throws {
    for engine in SpeechEngine.allCases {
      for voice in try SpeechVoice.all(of: engine) {
        let found = try SpeechVoice.find(voice.name, engine: engine)
        #expect(found.engine == engine)
        #expect(found.languages.contains { voice.languages.contains($0) })
      }
    }
  }

  @Test(arguments: [
    ("en-gb", "English (Great Britain)"), ("EN-GB", "English (Great Britain)"),
    ("en", "English (Great Britain)"), ("en-us", "English (America)"),
    ("en_US", "English (America)"), ("gmw/en-US", "English (America)"),
    ("German", "German"), ("de-at", "German"), ("fr", "French (France)"),
    ("en-gb+f3", "English (Great Britain)"), ("vi", "Vietnamese (Northern)"),
    ("zh", "Chinese (Mandarin, latin as English)"),
  ])
  func findsVoices(name: String, title: String) throws {
    #expect(try SpeechVoice.find(name, engine: .espeak).title == title)
  }

  @Test(arguments: ["zz", "../../../etc/passwd", "", "mb-en1", "/etc/passwd", "xx-en"])
  func refusesUnknownVoices(name: String) throws {
    let error = #expect(throws: SpeechError.self) {
      try SpeechSynthesizer.speak(
        SpeechRequest(engine: .espeak, voice: name, text: "Good morning."))
    }
    #expect(error?.code == .unknownVoice)
  }

  @Test func namesWhatIsNear() throws {
    let error = #expect(throws: SpeechError.self) {
      try SpeechVoice.find("germn", engine: .espeak)
    }
    #expect(error?.message.contains("espeak-ng --voices") == true)
    let variant = #expect(throws: SpeechError.self) {
      try SpeechSynthesizer.speak(
        SpeechRequest(engine: .espeak, voice: "en-gb+whispr", text: "Good morning."))
    }
    #expect(variant?.code == .unknownVoice)
    #expect(variant?.message.contains("\"whisper\"") == true)
    let flite = #expect(throws: SpeechError.self) { try SpeechVoice.find("tls", engine: .flite) }
    #expect(flite?.message.contains("\"slt\"") == true)
    #expect(
      NearNames.clause(of: "en-bg", among: ["de", "en-gb", "en-us"])
        == "; near it are \"en-gb\", \"en-us\"")
    #expect(NearNames.clause(of: "xx", among: ["de", "en-gb", "ax"]).isEmpty)
    #expect(NearNames.clause(of: "slt2", among: ["slt", "kal"]) == "; near it is \"slt\"")
  }

  @Test func fingerprintsTheData() throws {
    let version = SpeechLibraries.espeakVersion()
    #expect(version == SpeechLibraries.espeakVersion())
    #expect(version.hasPrefix("1."))
    #expect(version.split(separator: " ").last?.count == 16)
    let witnesses = SpeechLibraries.witnesses
    for name in ["phondata", "phontab", "phonindex", "en_dict"] {
      #expect(witnesses.contains { $0.hasPrefix("/") && $0.hasSuffix("/" + name) })
    }
  }
}
