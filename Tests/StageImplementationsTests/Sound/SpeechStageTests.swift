import BuildGraph
import FilmVocabulary
import Foundation
import StageCatalog
import Testing
import WorkerProtocol

@testable import StageImplementations

@Suite struct SpeechStageTests {
  static func parameters(
    _ text: String, engine: String = "espeak", voice: String = "en-gb",
    rate: Rational = Rational(1)
  ) -> SpeechParameters {
    SpeechParameters(engine: engine, voice: voice, rate: rate, pitch: Rational(1), text: text)
  }

  static func run(_ parameters: SpeechParameters, in bench: StageBench, as name: String) throws {
    try SpeechStage.run(
      parameters,
      in: bench.context([], [("timing", name + ".json"), ("sound", name + ".wav")]))
  }

  @Test(arguments: [("espeak", "en-gb"), ("flite", "kal")])
  func writesSoundAndTiming(engine: String, voice: String) throws {
    let bench = try StageBench()
    let text = "In 1860 the Fleet vanished."
    try Self.run(Self.parameters(text, engine: engine, voice: voice), in: bench, as: "a")
    let timing = try JSONDecoder().decode(
      SpeechTiming.self, from: Data(contentsOf: URL(filePath: bench.path("a.json"))))
    let stream = try bench.run(
      "ffprobe",
      [
        "-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration_ts", "-of",
        "csv=p=0", "a.wav",
      ])
    #expect(stream == "pcm_s16le,48000,1,\(timing.samples)\n")
    #expect((48_000...192_000).contains(timing.samples))
    let scalars = Array(text.unicodeScalars)
    let words = timing.words.map { word in
      String(String.UnicodeScalarView(scalars[word.offset..<word.offset + word.length]))
    }
    #expect(words.first == "In")
    #expect(words.last?.hasPrefix("vanished") == true)
    #expect(words.contains { $0.hasPrefix("1860") })
    #expect(timing.words.allSatisfy { $0.start <= $0.end && $0.end <= timing.samples })
  }

  @Test func writesTheSameBytesWhateverWasSpokenBefore() throws {
    let bench = try StageBench()
    func bytes(_ name: String) throws -> [Data] {
      try [".wav", ".json"].map { try Data(contentsOf: URL(filePath: bench.path(name + $0))) }
    }
    try Self.run(Self.parameters("First of all."), in: bench, as: "a1")
    try Self.run(Self.parameters("And then this."), in: bench, as: "b1")
    try Self.run(Self.parameters("And then this."), in: bench, as: "b2")
    try Self.run(Self.parameters("First of all."), in: bench, as: "a2")
    #expect(try bytes("a1") == bytes("a2"))
    #expect(try bytes("b1") == bytes("b2"))
  }

  @Test(arguments: [
    (Self.parameters("Hello.", voice: "zz"), "unknown-voice"),
    (Self.parameters("Hello.", engine: "flite", voice: "en-gb"), "unknown-voice"),
    (Self.parameters("Hello.", engine: "festival"), "unsupported"),
    (Self.parameters("Hello.", rate: Rational(1, 4)), "unsupported"),
    (Self.parameters("..."), "unspeakable"),
  ])
  func saysWhatIsWrong(parameters: SpeechParameters, code: String) throws {
    let bench = try StageBench()
    let error = #expect(throws: StageError.self) {
      try Self.run(parameters, in: bench, as: "a")
    }
    #expect(error?.code == code)
    #expect(error?.message.hasSuffix(".") == true)
  }

  @Test func saysThatItCannotWrite() throws {
    let parameters = SpeechParameters(
      engine: "espeak", voice: "en-gb", rate: Rational(1), pitch: Rational(1), text: "Hello.")
    let context = StageContext(
      inputs: [],
      outputs: [
        .init(name: "timing", path: "/nowhere/a"), .init(name: "sound", path: "/nowhere/b"),
      ],
      scratch: "/nowhere")
    let error = #expect(throws: StageError.self) { try SpeechStage.run(parameters, in: context) }
    #expect(error?.code == "unwritable")
  }

  @Test func namesTheLibrariesThatItUses() {
    let toolchain = WorkerToolchain.ofMediaStages()
    for library in SpeechParameters.stage.libraries {
      #expect(toolchain.libraries[library] != nil)
      #expect(toolchain.libraries[library] != "none")
    }
    #expect(toolchain.witnesses.contains { $0.hasSuffix("/phondata") })
  }
}
