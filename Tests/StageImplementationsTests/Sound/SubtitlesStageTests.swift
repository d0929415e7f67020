import FilmVocabulary
import Foundation
import StageCatalog
import Testing
import WorkerProtocol

@testable import StageImplementations

@Suite struct SubtitlesStageTests {
  static let cues = [
    Caption(start: 0, end: 1999, text: "Rivers & <b>roads</b> --> there"),
    Caption(start: 3_723_004, end: 3_725_000, text: "Two\n\n  \nlines\r\nor three\n"),
    Caption(start: 4_000_000, end: 4_000_000, text: "too short to be seen"),
    Caption(start: 4_000_000, end: 4_000_001, text: " \n"),
    Caption(start: 400_000_000, end: 400_000_001, text: "Việt Nam 日本 😀"),
  ]

  static let look = ScriptLook(
    width: 1280, height: 720, font: "Noto Sans", isBold: false, lineHeight: Rational(1, 15),
    color: .white, outlineColor: .black, outline: Rational(1, 240), margin: Rational(1, 20),
    anchor: .bottom)

  @Test func writesSubRip() throws {
    #expect(
      try SubtitlesStage.text(of: .init(format: .srt, captions: Self.cues)) == """
        1
        00:00:00,000 --> 00:00:01,999
        Rivers & <\u{2060}b>roads<\u{2060}/b> --> there

        2
        01:02:03,004 --> 01:02:05,000
        Two
        lines
        or three

        3
        111:06:40,000 --> 111:06:40,001
        Việt Nam 日本 😀


        """)
    #expect(try SubtitlesStage.text(of: .init(format: .srt, captions: [])) == "")
  }

  @Test func writesAScriptWithItsOwnLook() throws {
    let fields = "Sign,,0,0,0,,{\\move(1,2,3,4)}Go, now"
    let script = SubtitlesParameters.Script(
      head:
        "[Script Info]\nPlayResX: 64\n\n[V4+ Styles]\nFormat: name, borderstyle, odd\nStyle: Sign\n",
      events: [
        .init(start: -4500, end: 1234, layer: 3, fields: fields),
        .init(start: 3_723_456, end: 3_723_471, layer: 0, fields: fields),
        .init(start: 10, end: 12, layer: 0, fields: "Sign,,0,0,0,,too short"),
        .init(start: -20, end: -10, layer: 0, fields: "Sign,,0,0,0,,before the film"),
      ])
    #expect(
      try SubtitlesStage.text(of: .init(format: .ass, captions: [], script: script)) == """
        [Script Info]
        YCbCr Matrix: None
        PlayResX: 64

        [V4+ Styles]
        Format: Name, BorderStyle, odd
        Style: Sign

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        Dialogue: 3,0:00:00.00,0:00:01.23,\(fields)
        Dialogue: 0,1:02:03.46,1:02:03.47,\(fields)

        """)
  }

  @Test func writesWebVTT() throws {
    #expect(
      try SubtitlesStage.text(of: .init(format: .vtt, captions: Self.cues)) == """
        WEBVTT

        1
        00:00:00.000 --> 00:00:01.999
        Rivers &amp; &lt;b&gt;roads&lt;/b&gt; --&gt; there

        2
        01:02:03.004 --> 01:02:05.000
        Two
        lines
        or three

        3
        111:06:40.000 --> 111:06:40.001
        Việt Nam 日本 😀


        """)
    #expect(try SubtitlesStage.text(of: .init(format: .vtt, captions: [])) == "WEBVTT\n\n")
  }

  @Test(arguments: SubtitlesParameters.Format.allCases)
  func otherProgramsReadThem(format: SubtitlesParameters.Format) throws {
    let bench = try StageBench()
    let cues = [
      Caption(start: 40, end: 1500, text: "Fish & chips < 5"),
      Caption(start: 61_500, end: 63_010, text: "Two\nlines"),
    ]
    let name = "subtitles." + format.rawValue
    try SubtitlesStage.run(
      SubtitlesParameters(format: format, captions: cues, look: Self.look),
      in: bench.context([], [("subtitles", name)]))
    let packets = try bench.run(
      "ffprobe",
      ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", name])
    #expect(
      packets.split(separator: "\n").map { $0.trimmingCharacters(in: [","]) }
        == [
          "0.040000,1.460000", "61.500000,1.510000",
        ])
    let text = try bench.run("ffmpeg", ["-v", "error", "-i", name, "-f", "srt", "-"])
    #expect(text.contains("Fish & chips < 5"))
    #expect(text.replacingOccurrences(of: "\r", with: "").contains("Two\nlines"))
  }

  @Test func stopsWhenAsked() throws {
    let bench = try StageBench()
    let cancellation = Cancellation()
    cancellation.cancel()
    let error = #expect(throws: StageError.self) {
      try SubtitlesStage.run(
        SubtitlesParameters(format: .srt, captions: Self.cues),
        in: bench.context([], [("subtitles", "a.srt")], cancellation: cancellation))
    }
    #expect(error == .cancelled)
  }
}
