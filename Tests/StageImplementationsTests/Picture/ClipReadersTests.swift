import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations
@testable import WorkerProtocol

@Suite struct ClipReadersTests {
  /// A clip whose pictures all lean on the first.
  private func clip(_ bench: StageBench, frames: Int) throws -> (path: String, index: FrameIndex) {
    let clip = try bench.clip(
      "c.mp4",
      [
        "-f", "lavfi", "-i", "testsrc2=s=160x90:r=25", "-frames:v", "\(frames)", "-c:v", "libx264",
        "-g", "500", "-sc_threshold", "0", "-threads", "1",
      ])
    _ = try bench.probe(clip, as: "i")
    return (clip, try FrameIndex(contentsOf: bench.path("i.index")))
  }

  @Test func whatNobodyUsesGoesOnAndTooMuchIsClosed() throws {
    let bench = try StageBench()
    let (clip, index) = try clip(bench, frames: 5)
    var looks = 0
    let readers = ClipReaders(paths: [clip]) { looks += 1 }
    let fitter = PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bilinear)
    let canvas = Picture(width: 64, height: 48)
    var opened = 0
    func reader(_ input: Int) throws -> VideoReader {
      let reader = try readers.reader(of: input, path: clip, index: index, from: 0)
      looks = 0
      // One that has shown the picture before has nothing to decode.
      try reader.draw(frame: 0, with: fitter, into: canvas)
      if looks > 0 { opened += 1 }
      return reader
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

  @Test func theNextSegmentGoesOnAndIsTheSame() throws {
    let bench = try StageBench()
    let (clip, index) = try clip(bench, frames: 75)
    weak var context: StageContext?
    func segment(_ start: Int, as name: String, left: (any Sendable)?) throws -> (
      looks: Int, left: (any Sendable)?
    ) {
      let source = PictureSource.video(
        input: 0, play: .init(start: Rational(start, 25), end: nil))
      let cancellation = Cancellation()
      let own = StageContext(
        inputs: [
          .init(role: "clip", path: clip), .init(role: "index", path: bench.path("i.index")),
        ], outputs: [.init(name: "packets", path: bench.path(name))], scratch: bench.folder,
        cancellation: cancellation, left: left)
      try SegmentStage.run(
        FilmStageTests.parameters([
          .init(frames: 10, shot: FilmStageTests.shot(source), blend: nil)
        ]), in: own)
      context = own
      return (cancellation.looks, own.thingLeft)
    }
    #expect(index.frames.count == 75)
    let first = try segment(40, as: "first", left: nil)
    // What is left holds nothing of the stage that has left it, or neither would ever be freed.
    #expect(first.left != nil && context == nil)
    let alone = try segment(50, as: "alone", left: nil)
    let next = try segment(50, as: "next", left: first.left)
    #expect(try bytes(bench, "next") == bytes(bench, "alone"))
    // A look for each picture that is drawn, and for each on the way that others lean on.
    #expect(next.looks <= 24 && alone.looks > next.looks + 10)
    // Going back means opening the clip anew.
    let back = try segment(40, as: "back", left: next.left)
    #expect(back.looks == first.looks)
    #expect(try bytes(bench, "back") == bytes(bench, "first"))
  }

  private func bytes(_ bench: StageBench, _ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: bench.path(name)))
  }
}
