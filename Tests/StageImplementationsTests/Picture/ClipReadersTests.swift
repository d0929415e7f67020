import FilmVocabulary
import MediaEngine
import Testing

@testable import StageImplementations

@Suite struct ClipReadersTests {
  @Test func whatNobodyUsesGoesOnAndTooMuchIsClosed() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "c.mp4",
      [
        "-f", "lavfi", "-i", "testsrc=s=64x48:r=25", "-frames:v", "5", "-c:v", "libx264",
        "-threads", "1",
      ])
    _ = try bench.probe(clip, as: "i")
    let index = try FrameIndex(contentsOf: bench.path("i.index"))
    let readers = ClipReaders()
    var opened = 0
    func reader(_ input: Int) throws -> VideoReader {
      try readers.reader(of: input) {
        opened += 1
        return try VideoReader(path: clip, index: index)
      }
    }
    do {
      let first = try reader(0)
      // Two parts that show one clip at the same time stand at places of their own.
      let second = try reader(0)
      #expect(first !== second && opened == 2)
    }
    for _ in 0..<3 { _ = try reader(0) }
    #expect(opened == 2)
    // Of what is idle the two stay that were used last.
    for input in 1...3 { _ = try reader(input) }
    #expect(opened == 5)
    for input in [3, 2] { _ = try reader(input) }
    #expect(opened == 5)
    _ = try reader(0)
    #expect(opened == 6)
  }
}
