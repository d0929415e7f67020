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

  @Test func writesSubRip() {
    #expect(
      SubtitleFile(format: .srt, cues: Self.cues).text == """
        1
        00:00:00,000 --> 00:00:01,999
        Rivers & <b>roads</b> --> there

        2
        01:02:03,004 --> 01:02:05,000
        Two
        lines
        or three

        3
        111:06:40,000 --> 111:06:40,001
        Việt Nam 日本 😀


        """)
    #expect(SubtitleFile(format: .srt, cues: []).text == "")
  }

  @Test func writesWebVTT() {
    #expect(
      SubtitleFile(format: .vtt, cues: Self.cues).text == """
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
    #expect(SubtitleFile(format: .vtt, cues: []).text == "WEBVTT\n\n")
  }

  @Test(arguments: SubtitlesParameters.Format.allCases)
  func otherProgramsReadThem(format: SubtitlesParameters.Format) throws {
    let bench = try StageBench()
    let cues = [
      Caption(start: 40, end: 1500, text: "Fish & chips < 5"),
      Caption(start: 61_500, end: 63_001, text: "Two\nlines"),
    ]
    let name = "subtitles." + format.rawValue
    try SubtitlesStage.run(
      SubtitlesParameters(format: format, cues: cues),
      in: bench.context([], [("subtitles", name)]))
    let packets = try bench.run(
      "ffprobe",
      ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", name])
    #expect(
      packets.split(separator: "\n").map { $0.trimmingCharacters(in: [","]) }
        == [
          "0.040000,1.460000", "61.500000,1.501000",
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
        SubtitlesParameters(format: .srt, cues: Self.cues),
        in: bench.context([], [("subtitles", "a.srt")], cancellation: cancellation))
    }
    #expect(error == .cancelled)
  }
}
