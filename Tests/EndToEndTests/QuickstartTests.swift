import Foundation
import Testing

/// The recipe that newcomers build first, and the promises of building again.
@Suite("Quickstart")
struct QuickstartTests {
  private static let recipes = Program.root + "/recipes"

  @Test("The first film, then every way of building it again")
  func quickstart() throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: Self.recipes + "/quickstart.yaml", encoding: .utf8)
    try folder.write(text, to: "film.yaml")
    let output = ["--output-dir", folder.path("out")]
    let first = try folder.build("film.yaml", output[0], output[1])
    #expect(first.status == 0, "\(first.result.errors)")
    #expect(first.ran > 10)

    let film = FilmCheck(folder: folder, name: "out/quickstart.mp4")
    try film.decodesStrictly()
    try film.hasEvenTimes()
    try film.endsTogether()
    let video = try #require(try film.stream("v"))
    #expect(video.codec == "h264" && video.width == 1280 && video.height == 720)
    #expect((20...60).contains(video.duration))
    let loudness = try film.loudness()
    #expect(abs(loudness.integrated - -16) < 0.6)
    #expect(loudness.peak <= -0.8)
    let bytes = try folder.bytes("out/quickstart.mp4")
    #expect(folder.exists("out/quickstart.srt") && folder.exists("out/quickstart.vtt"))

    let again = try folder.build("film.yaml", output[0], output[1])
    #expect(again.ran == 0 && again.status == 0)

    let jobs = try folder.build("film.yaml", output[0], output[1], "-j", "1", "--keep-going")
    #expect(jobs.ran == 0)

    try folder.write("# a comment\n" + text + "\n# another\n", to: "film.yaml")
    #expect(try folder.build("film.yaml", output[0], output[1]).ran == 0)

    try folder.remove("out/quickstart.mp4")
    let delivered = try folder.build("film.yaml", output[0], output[1])
    #expect(delivered.ran == 0)
    #expect(try folder.bytes("out/quickstart.mp4") == bytes)

    try folder.remove("store")
    let anew = try folder.build("film.yaml", output[0], output[1], "-j", "1")
    #expect(anew.ran == first.ran)
    #expect(try folder.bytes("out/quickstart.mp4") == bytes)
  }

  @Test(
    "Every recipe of the project builds",
    arguments: ["photo-story", "clips", "shapes"])
  func recipes(name: String) throws {
    let folder = try Folder()
    let build = try folder.build(
      Self.recipes + "/\(name).yaml", "--output-dir", folder.path("out"), "--profile",
      "resource_constrained")
    #expect(build.status == 0, "\(build.result.errors)")
    let films = try FileManager.default.contentsOfDirectory(atPath: folder.path("out")).filter {
      $0.hasSuffix(".mp4")
    }
    #expect(films.count == (name == "shapes" ? 2 : 1))
    for film in films {
      let check = FilmCheck(folder: folder, name: "out/" + film)
      try check.decodesStrictly()
      try check.hasEvenTimes()
      try check.endsTogether()
    }
  }
}
