import Foundation
import Testing

/// Outputs of several kinds, and `reel bench`, as a user has them.
@Suite("Outputs from end to end")
struct OutputTests {
  private static let recipe = """
    title: Kinds
    metadata: { language: en }
    thumbnail: { at: 50%, text: Kinds }
    subtitles: { mode: soft }
    scenes:
      - { text: "One.", clip: { gradient: ["#0B1026", "#2B4C7E"] }, transition: fade }
      - { caption: "Two.", clip: { color: "#7A2E8E" }, effect: none, duration: 1s }
    outputs:
      - { path: out/a.mp4, resolution: 128x72, fps: 10 }
      - { path: out/b.webm, resolution: 128x72, fps: 10 }
      - { path: out/c.mkv, codec: hevc, resolution: 128x72, fps: 10 }
      - { path: out/d.mp4, codec: av1, audio_codec: none, resolution: 128x72, fps: 10 }
      - { path: out/e.gif, resolution: 128x72, fps: 10 }
      - { path: out/f.mp3, fps: 10 }
      - { path: out/g.opus, fps: 10 }
      - { path: out/h.flac, fps: 10 }
      - { path: out/i.wav, fps: 10 }
    """

  private func probe(_ folder: Folder, _ path: String) throws -> String {
    try Program.find("ffprobe").run(
      [
        "-v", "error", "-count_frames", "-show_entries",
        "stream=codec_name,nb_read_frames:stream_tags=title:format_tags=title", "-of", "csv=p=0",
        path,
      ], in: folder
    ).output
  }

  @Test("Each kind of file holds what it should, and is the same from two empty stores")
  func kinds() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).sorted()
    #expect(
      files == [
        "a.jpg", "a.mp4", "b.jpg", "b.webm", "c.jpg", "c.mkv", "d.jpg", "d.mp4", "e.gif", "e.jpg",
        "f.mp3", "g.opus", "h.flac", "i.wav",
      ])
    let codecs = [
      "a.mp4": ["h264", "aac"], "b.webm": ["vp9", "opus", "webvtt"],
      "c.mkv": ["hevc", "opus", "subrip"], "d.mp4": ["av1"], "e.gif": ["gif"], "f.mp3": ["mp3"],
      "g.opus": ["opus"], "h.flac": ["flac"], "i.wav": ["pcm_s16le"],
    ]
    for (file, names) in codecs {
      let text = try probe(folder, "out/" + file)
      for name in names { #expect(text.contains(name), "\(file): \(text)") }
      #expect(!(file == "d.mp4" && text.contains("aac")))
      if file != "e.gif" { #expect(text.contains("Kinds"), "\(file): \(text)") }
      let log = try Program.find("ffmpeg").run(
        [
          "-v", "error", "-xerror", "-err_detect", "explode", "-i", "out/" + file, "-f", "null",
          "-",
        ],
        in: folder)
      #expect(log.status == 0 && log.errors.isEmpty, "\(file): \(log.errors)")
    }
    var first: [String: Data] = [:]
    for file in files { first[file] = try folder.bytes("out/" + file) }
    try folder.remove("store")
    try folder.remove("out")
    #expect(try folder.build("film.yaml", "-j", "1").status == 0)
    for file in files { #expect(try folder.bytes("out/" + file) == first[file], "\(file)") }
  }

  @Test("A bench has a row for each quality, and leaves nothing behind")
  func bench() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("tmp"), withIntermediateDirectories: true)
    try folder.write(
      """
      scenes: [{ title: A, clip: { gradient: [red, navy] }, effect: zoom-in, duration: 1s }]
      outputs: [{ path: a.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let result = try Program.reel.run(
      ["bench", "--quality", "low,medium,ultra", "--json", "bench.json", "film.yaml"], in: folder,
      environment: ["TMPDIR": folder.path("tmp")])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.split(separator: "\n").count == 5, "\(result.output)")
    let json = try JSONSerialization.jsonObject(with: folder.bytes("bench.json"))
    let rows = try #require((json as? [String: Any])?["qualities"] as? [[String: Any]])
    #expect(rows.map { $0["quality"] as? String } == ["low", "medium", "ultra"])
    let likeness = rows.compactMap { $0["ssim"] as? Double }
    #expect(likeness.count == 3 && likeness[0] < likeness[2] && likeness[2] < 1)
    #expect(rows.allSatisfy { $0["film_seconds"] as? Double == 1 })
    #expect(rows[1]["ratio_to_medium"] as? Double == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("tmp")).isEmpty)
    #expect(!folder.exists(".reel") && !folder.exists("a.mp4"))
    let wrong = try Program.reel.run(["bench", "--quality", "medum", "film.yaml"], in: folder)
    #expect(wrong.status == 2 && wrong.errors.contains("medium"))
  }

}
