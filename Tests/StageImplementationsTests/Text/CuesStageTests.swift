import FilmVocabulary
import Foundation
import StageCatalog
import Testing
import WorkerProtocol

@testable import StageImplementations

@Suite struct CuesStageTests {
  let bench: StageBench
  var file: String { bench.path("film.srt") }

  init() throws { bench = try StageBench() }

  func cues(of text: String, keepsScript: Bool = false) throws -> CaptionDocument {
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    try CuesStage.run(
      CuesParameters(keepsScript: keepsScript),
      in: bench.context([("file", file)], [("cues", "cues")]))
    return try JSONDecoder().decode(
      CaptionDocument.self, from: Data(contentsOf: URL(fileURLWithPath: bench.path("cues"))))
  }

  @Test func aFileOfCaptionsBecomesADocument() throws {
    let document = try cues(of: "1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    #expect(document.cues.map(\.caption.text) == ["Hello"])
  }

  @Test func moreCaptionsThanAnyFilmHasAreRefused() throws {
    let text = String(repeating: "0:0:0,0 --> 0:0:1,0\nx\n", count: 260_000)
    let error = #expect(throws: StageError.self) { try cues(of: text) }
    #expect(error?.code == "invalid-captions")
    #expect(error?.message.hasPrefix("\(file) holds 260000 captions") == true)
  }

  /// A script keeps what it does not show, and each of these characters takes six in JSON.
  @Test func aDocumentThatTheCompilerCouldNotReadIsRefused() throws {
    let script = """
      [Script Info]
      ScriptType: v4.00+
      [V4+ Styles]
      Format: Name, Fontname, Fontsize
      Style: Default,Noto Sans,20
      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,
      """
    let text =
      script + String(repeating: "shown ", count: 2000)
      + String(repeating: "\u{1}", count: 12 << 20) + "\n"
    let error = #expect(throws: StageError.self) { try cues(of: text, keepsScript: true) }
    #expect(error?.code == "invalid-captions")
    #expect(error?.message.hasPrefix("\(file) holds 1 captions, more or longer") == true)
  }
}
