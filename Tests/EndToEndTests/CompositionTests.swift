import Foundation
import Testing

/// Clips at other paces, backwards and with stops, in picture and sound; and what an edit of their
/// looks and of overlays makes new.
@Suite("Composition")
struct CompositionTests {
  /// Four seconds in which the light rises with each picture, with a beep of 20 ms at 1 s and 3 s.
  private func makeClip(in folder: Folder) throws {
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-f", "lavfi", "-i",
        "color=black:s=160x90:r=25:d=4,format=yuv420p,geq=lum='16+2*N':cb=128:cr=128", "-f",
        "lavfi", "-i",
        "aevalsrc='0.5*sin(6283*t)*(between(t,1,1.02)+between(t,3,3.02))':s=48000:d=4", "-c:v",
        "libx264", "-qp", "4", "-g", "20", "-c:a", "pcm_s16le", folder.path("a.mov"),
      ], in: folder)
    #expect(result.status == 0, "\(result.errors)")
  }

  private func recipe(_ extra: String = "", overlay: String = "1s") -> String {
    """
    scenes:
      - { clip: { path: a.mov, speed: 2\(extra) } }
      - { clip: { path: a.mov, reverse: true } }
      - clip: { path: a.mov, freeze: { at: 2s, duration: 1s } }
        overlays:
          - { path: a.mov, width: 40%, position: [1, 0], start: \(overlay), speed: 2, in: slideleft }
    watermark: { text: reel }
    audio: { loudness: none }
    outputs: [{ path: film.mp4, resolution: 160x90, fps: 25 }]
    """
  }

  @Test("Picture and sound go together at every pace, and edits render what they change")
  func paces() throws {
    let folder = try Folder()
    try makeClip(in: folder)
    try folder.write(recipe(), to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    let film = FilmCheck(folder: folder, name: "film.mp4")
    try film.decodesStrictly()
    try film.hasEvenTimes()
    try film.endsTogether()

    let lights = try self.lights(folder)
    #expect(lights.count == 50 + 100 + 125)
    // Each frame's picture: twice as fast, backwards, and with a stop of a second.
    let wanted =
      (0..<50).map { 2 * $0 } + (0..<100).map { 99 - $0 } + (0..<50).map { $0 }
      + [Int](repeating: 50, count: 25) + (50..<100)
    let wrong = zip(lights, wanted).filter { abs($0 - Double(16 + 2 * $1)) > 1.2 }
    #expect(wrong.isEmpty, "\(wrong)")

    // Beeps' middles, in seconds of the film.
    let beeps = try self.beeps(folder)
    let places = [0.505, 1.505, 2.99, 4.99, 7.01, 10.01]
    #expect(beeps.count == places.count, "\(beeps)")
    for (beep, place) in zip(beeps, places) { #expect(abs(beep - place) < 0.016, "\(beeps)") }

    try folder.write(recipe(", eq: { contrast: 1.1 }"), to: "film.yaml")
    let graded = try folder.build("film.yaml")
    #expect(graded.ranStages.filter { $0.hasPrefix("segment") } == ["segment scene1/body.0"])
    try folder.write(recipe(", eq: { contrast: 1.1 }", overlay: "2s"), to: "film.yaml")
    let moved = try folder.build("film.yaml")
    #expect(moved.ranStages.filter { $0.hasPrefix("segment") } == ["segment scene3/body.0"])
  }

  /// The light of each frame, where no overlay stands.
  private func lights(_ folder: Folder) throws -> [Double] {
    _ = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-i", folder.path("film.mp4"), "-vf", "crop=16:16:20:40,extractplanes=y",
        "-f",
        "rawvideo", folder.path("lights"),
      ], in: folder)
    let bytes = [UInt8](try Data(contentsOf: folder.url("lights")))
    return stride(from: 0, to: bytes.count, by: 256).map { start in
      Double(bytes[start..<start + 256].reduce(0) { $0 + Int($1) }) / 256
    }
  }

  /// The middles of what is heard between silences of a tenth of a second.
  private func beeps(_ folder: Folder) throws -> [Double] {
    _ = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-i", folder.path("film.mp4"), "-ac", "1", "-f", "s16le",
        folder.path("sound"),
      ], in: folder)
    let data = try Data(contentsOf: folder.url("sound"))
    let samples = data.withUnsafeBytes { Array($0.bindMemory(to: Int16.self)) }
    var result: [Double] = []
    var (energy, moment, last) = (0.0, 0.0, -1)
    func finish() {
      if energy > 1e8 { result.append(moment / energy / 48_000) }
      (energy, moment) = (0, 0)
    }
    for (index, sample) in samples.enumerated() where abs(Int(sample)) > 600 {
      if last >= 0, index - last > 4800 { finish() }
      last = index
      energy += Double(sample) * Double(sample)
      moment += Double(sample) * Double(sample) * Double(index)
    }
    finish()
    return result
  }
}
