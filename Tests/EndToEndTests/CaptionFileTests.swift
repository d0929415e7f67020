import Foundation
import Testing

/// Captions from files, from the recipe to the film.
@Suite("Captions from files", .timeLimit(.minutes(5)))
struct CaptionFileTests {
  /// No word of text: what is said stands in files.
  private static let recipe = """
    subtitles:
      path: en.srt
      mode: [burn, soft, sidecar]
      formats: [srt, vtt, ass]
      tracks: [{ path: de.vtt, language: de, mode: [soft, sidecar] }]
    defaults: { transition: { name: fade, duration: 0.5s } }
    scenes:
      - { clip: { color: black }, duration: 3s }
      - { clip: { color: black }, duration: 3s }
      - { clip: { color: black }, duration: 3s }
    metadata: { language: en }
    outputs: [{ path: film.mp4, resolution: 192x108, fps: 10 }]

    """

  private static let english = [
    "1", "00:00:00,300 --> 00:00:01,200", "<i>One</i>", "", "2", "00:00:01,500 --> 00:00:04,000",
    "over the border", "", "7", "00:00:06,000 --> 00:00:07,500", "Three", "",
    "00:01:00,000 --> 00:01:01,000", "too late", "",
  ].joined(separator: "\r\n")

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    try folder.write(Self.english, to: "en.srt")
    try folder.write("WEBVTT\n\n00:00.300 --> 00:01.200\nEins & zwei\n", to: "de.vtt")
    return folder
  }

  /// `start-end text` of each caption, as ffmpeg has it.
  private func captions(_ folder: Folder, _ name: String, stream: Int = 0) throws -> [String] {
    let result = try Program.find("ffmpeg").run(
      ["-v", "error", "-i", name, "-map", "0:s:\(stream)", "-f", "srt", "-"], in: folder)
    return result.output.replacingOccurrences(of: "\r", with: "").components(separatedBy: "\n\n")
      .compactMap { block in
        let lines = block.split(separator: "\n")
        return lines.count > 2 ? lines[1] + " " + lines[2...].joined(separator: "/") : nil
      }.map(String.init)
  }

  @Test("Burned, soft and sidecar agree; one edited caption renders what shows it")
  func films() throws {
    let folder = try folder()
    let first = try folder.build("film.yaml")
    #expect(first.status == 0, "\(first.result.errors)")
    #expect(first.result.errors.contains("line 13"), "\(first.result.errors)")
    try FilmCheck(folder: folder, name: "film.mp4").decodesStrictly()
    let expected = [
      "00:00:00,300 --> 00:00:01,200 <i>One</i>",
      "00:00:01,500 --> 00:00:04,000 over the border", "00:00:06,000 --> 00:00:07,500 Three",
    ]
    #expect(try captions(folder, "film.mp4") == expected)
    #expect(try captions(folder, "film.srt") == expected)
    #expect(try captions(folder, "film.vtt") == expected)
    #expect(
      try captions(folder, "film.ass").map { $0.prefix(29) } == expected.map { $0.prefix(29) })
    let german = ["00:00:00,300 --> 00:00:01,200 Eins & zwei"]
    #expect(try captions(folder, "film.mp4", stream: 1) == german)
    #expect(try captions(folder, "film.de.srt") == german)
    // The ground is black: the frames that are not are those with a caption.
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "info", "-i", "film.mp4", "-vf",
        "signalstats,metadata=print:key=lavfi.signalstats.YMAX:file=-",
        "-f", "null", "-",
      ], in: folder)
    let bright = result.output.split(separator: "\n").filter { $0.contains("YMAX") }.map {
      (Int($0.split(separator: "=").last ?? "") ?? 0) > 100
    }
    #expect(bright.count == 80)
    let shown = bright.indices.filter { bright[$0] }
    #expect(shown == Array(3..<12) + Array(15..<40) + Array(60..<75))

    try folder.write(
      Self.english.replacingOccurrences(of: "Three", with: "Four"), to: "en.srt")
    let edited = try folder.build("film.yaml")
    let segments = edited.ranStages.filter { $0.hasPrefix("segment") }
    #expect((1...2).contains(segments.count), "\(edited.ranStages)")
    #expect(edited.ranStages.filter { $0.hasPrefix("subtitles") }.count == 3)
    #expect(edited.ranStages.contains("cues captions"))
    #expect(!edited.ranStages.contains("cues captions.de"))
    #expect(try captions(folder, "film.mp4").last?.hasSuffix("Four") == true)
  }

  @Test("A file that is none fails with its name and line")
  func strangers() throws {
    let folder = try folder()
    try folder.write("\n<!DOCTYPE html>\n<title>Not found</title>", to: "en.srt")
    let build = try folder.build("film.yaml")
    #expect(build.status == 1)
    #expect(
      build.result.errors.contains("en.srt:2: this is a web page"), "\(build.result.errors)")
  }
}
