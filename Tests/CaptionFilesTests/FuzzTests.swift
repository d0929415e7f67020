import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("Whatever comes in")
struct FuzzTests {
  /// The same numbers on every run.
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "\n", "\r", "\r\n", "\n\n", "1", "00:00:01,000", " --> ", "00:00:02.500 --> 00:00:09,000\n",
      "WEBVTT\n\n", "[Events]\n", "[Script Info]\n", "[V4+ Styles]\n", "[V4 Styles]\n", "Format: ",
      "Start, End, Text\n", "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,", "Style: a,b,",
      "{\\",
      "{\\k99999999}", "{\\an", "\\pos(", "1,2)", "}", "{", "<i>", "</i>", "<font color=",
      "<c.red>", "<",
      ">", "<00:01.000>", "&amp;", "&#x110000;", "&#", "&", "NOTE ", "STYLE\n",
      "line:-99999999999%", "position:",
      "align:start", "PlayResX: 0\n", "PlayResY: 99999999999999999999\n", "\\N", "\\h", "\\",
      "999999999:99:99",
      "-1", "x", "ü", "\u{200F}", "\0", "[Fonts]\n", "{\\rX\\fnY\\c&HFFFFFFFFFFFF&\\p1}",
      ",,,,,,,,,,", "PlayResX: 9223372036854775807\n", "PlayResY: 9223372036854775807\n",
      "Dialogue: 0,-999999999:00:00.00,0:00:05.00,Default,{\\pos(999999,999999)}x\n",
      "line:-9223372036854775808", "position:9223372036854775807.5%", "9223372036854775807",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF], [0]]

  @Test("Random pieces never crash a parser, and what is read can be written and read again")
  func pieces() throws {
    var random = Random(state: 20_260_101)
    var read = 0
    for round in 0..<1500 {
      var bytes: [UInt8] = []
      if round % 4 == 0 { bytes += Self.pieces[8] }
      if round % 4 == 1 { bytes += Self.pieces[9] }
      if round % 4 == 2 { bytes += Array("1\n00:00:01,000 --> 00:00:02,000\n".utf8) }
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        bytes += Self.pieces.randomElement(using: &random) ?? []
      }
      guard let document = try? CaptionReader.read(bytes, keepsScript: true) else { continue }
      read += 1
      let captions = document.cues.map(\.caption)
      for caption in captions {
        #expect(caption.end > caption.start && !caption.text.isEmpty)
      }
      let visible = captions.filter { $0.start >= 0 }
      for text in [
        CaptionWriter(.srt).text(of: visible), CaptionWriter(.vtt).text(of: visible),
        ScriptWriter(RoundTripTests.look).text(of: visible),
      ] where !visible.isEmpty {
        let again = try CaptionFileBench.read(text)
        #expect(again.cues.count <= visible.count)
      }
    }
    #expect(read > 500)
  }
}
