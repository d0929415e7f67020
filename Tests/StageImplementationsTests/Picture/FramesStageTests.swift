import Foundation
import StageCatalog
import Testing
import WorkerProtocol

@testable import StageImplementations

@Suite struct FramesStageTests {
  private func frames(_ bench: StageBench, of film: String) throws -> FrameList {
    try FramesStage.run(
      FramesParameters(), in: bench.context([("film", film)], [("frames", "frames.txt")]))
    let text = try String(contentsOfFile: bench.path("frames.txt"), encoding: .utf8)
    return try #require(FrameList(text: text))
  }

  private func film(_ bench: StageBench, _ name: String) throws -> String {
    try bench.clip(
      name,
      [
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2", "-f", "lavfi", "-i",
        "sine=frequency=440:sample_rate=48000:duration=2", "-c:v", "libx264", "-bf", "2", "-g",
        "20", "-c:a", "aac", "-ac", "2", "-shortest",
      ])
  }

  @Test func namesEveryPictureByTheDigestOfItsBytes() throws {
    let bench = try StageBench()
    let film = try film(bench, "film.mp4")
    let list = try frames(bench, of: film)
    #expect(list.pictures == 50)
    #expect((19...21).contains(list.soundBlocks))
    #expect(list.lines.contains { $0.content == "yuv420p 320x180" && $0.kind == .format })
    let pictures = list.lines.filter { $0.kind == .picture }
    #expect(pictures.map(\.time).prefix(3) == ["0.000000", "0.040000", "0.080000"])
    let expected = try bench.run(
      "ffmpeg",
      ["-v", "error", "-i", film, "-map", "0:v", "-f", "framehash", "-hash", "sha256", "-"]
    ).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { String($0.split(separator: ",").last!).trimmingCharacters(in: .whitespaces) }
    #expect(pictures.map(\.content) == expected)
    #expect(try frames(bench, of: film) == list)
  }

  @Test func seesThatAnotherContainerHoldsTheSame() throws {
    let bench = try StageBench()
    let film = try film(bench, "film.mp4")
    let copy = try bench.clip("copy.mp4", ["-i", film, "-c", "copy", "-metadata", "title=x"])
    let list = try frames(bench, of: film)
    #expect(try list.firstDifference(from: frames(bench, of: copy)) == nil)
    let darker = try bench.clip(
      "darker.mp4", ["-i", film, "-vf", "eq=brightness=-0.1:enable='gte(t,1)'", "-c:a", "copy"])
    #expect(try list.firstDifference(from: frames(bench, of: darker))?.kind == .picture)
  }

  @Test func bearsNoDamage() throws {
    let bench = try StageBench()
    let film = try film(bench, "film.mp4")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: film))
    // The index is at the end of the file, the packets before it.
    var damaged = bytes
    for offset in stride(from: bytes.count / 3, to: bytes.count / 3 + 400, by: 3) {
      damaged[offset] ^= 0x55
    }
    try damaged.write(to: URL(fileURLWithPath: bench.path("damaged.mp4")))
    #expect(throws: StageError.self) { try frames(bench, of: bench.path("damaged.mp4")) }
    try Data("no film".utf8).write(to: URL(fileURLWithPath: bench.path("text.mp4")))
    #expect(throws: StageError.self) { try frames(bench, of: bench.path("text.mp4")) }
  }
}
