import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations
@testable import WorkerProtocol

@Suite struct SegmentStageTests {
  private func packets(_ bench: StageBench, _ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: bench.path(name)))
  }

  /// The luma and chroma of one decoded frame.
  private func frame(_ bench: StageBench, _ name: String, _ number: Int, frames: Int) throws
    -> [UInt8]
  {
    try bench.film(FilmStageTests.film([frames]), video: [name], as: name + ".mp4")
    try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-i", name + ".mp4", "-vf", "select=eq(n\\,\(number))", "-frames:v",
        "1",
        "-f", "rawvideo", name + ".yuv",
      ])
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: bench.path(name + ".yuv"))))
  }

  private func mean(_ frame: [UInt8], x: Range<Int>, y: Range<Int>) -> Double {
    var sum = 0
    for row in y { for column in x { sum += Int(frame[row * 640 + column]) } }
    return Double(sum) / Double(x.count * y.count)
  }

  /// A picture far inside a video that has to be decoded from its start: the worker shows on the
  /// way that it gets on, and can be stopped there.
  @Test func decodingOnTheWayIsLookedAt() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "raw.h264",
      ["-f", "lavfi", "-i", "testsrc=s=64x48:r=25", "-frames:v", "60", "-c:v", "libx264"])
    _ = try bench.probe(clip, as: "i")
    let source = PictureSource.video(input: 0, play: .init(start: Rational(2), end: nil))
    let parameters = FilmStageTests.parameters([
      .init(frames: 1, shot: FilmStageTests.shot(source), blend: nil)
    ])
    let cancellation = Cancellation()
    func run() throws {
      try SegmentStage.run(
        parameters,
        in: bench.context(
          [("clip", clip), ("index", bench.path("i.index"))], [("packets", "p")],
          cancellation: cancellation))
    }
    try run()
    #expect(cancellation.looks > 50)
    cancellation.cancel()
    let looks = cancellation.looks
    #expect(throws: StageError.cancelled) { try run() }
    #expect(cancellation.looks == looks + 1)
  }

  @Test func partsOverlaysAndTextsShowInTheirFrames() throws {
    let bench = try StageBench()
    _ = try bench.clip(
      "dot.png", ["-f", "lavfi", "-i", "color=white:s=101x61:r=1:d=1", "-frames:v", "1"])
    try bench.picture(bench.path("dot.png"), .width(80), as: "dot.picture")
    let shot = Shot(
      parts: [
        .init(start: 0, source: .color(.black), fit: .cover, motion: nil),
        .init(start: 10, source: .color(Color("#808080")!), fit: .cover, motion: nil),
      ],
      overlays: [
        Overlay(
          content: .picture(.init(source: .still(input: 0), width: 80, height: 48)),
          anchor: .topRight, opacity: Rational(1),
          start: 5, end: 15),
        Overlay(
          content: .text(TextPiece("MMMM"), style: Fonts.style(size: Rational(1, 4))),
          anchor: .center,
          opacity: Rational(1), start: 12, end: 18),
      ])
    try bench.segment(
      FilmStageTests.parameters([.init(frames: 20, shot: shot, blend: nil)]),
      pictures: ["dot.picture"], fonts: Fonts.sans, as: "a")
    let corner = (x: 560..<620, y: 18..<58)
    for (number, dot, ground) in [
      (4, 16.0, 16.0), (5, 235, 16), (9, 235, 16), (10, 235, 126), (14, 235, 126), (15, 126, 126),
    ] {
      let picture = try frame(bench, "a", number, frames: 20)
      #expect(abs(mean(picture, x: corner.x, y: corner.y) - dot) < 4, "dot at \(number)")
      #expect(abs(mean(picture, x: 0..<100, y: 200..<300) - ground) < 3, "ground at \(number)")
    }
    for number in [11, 12, 17, 18] {
      let picture = try frame(bench, "a", number, frames: 20)
      let brightest = (150..<210).flatMap { y in (200..<440).map { picture[y * 640 + $0] } }.max()!
      #expect((brightest > 220) == (12..<18).contains(number), "text at \(number)")
    }
  }

  @Test func captionsStandOverTransitions() throws {
    let bench = try StageBench()
    let captions = CaptionTrack(
      style: Fonts.style(), anchor: .bottom, highlight: nil,
      cues: [.init(start: 3, end: 8, lines: Fonts.words("Words over all"))])
    let spans = [
      SegmentParameters.Span(
        frames: 5, shot: FilmStageTests.shot(.color(.black)),
        blend: .init(transition: .wipeleft, shot: FilmStageTests.shot(.color(Color("#202020")!)))),
      .init(frames: 5, shot: FilmStageTests.shot(.color(Color("#202020")!)), blend: nil),
    ]
    try bench.segment(
      FilmStageTests.parameters(spans, captions: captions), fonts: Fonts.sans, as: "a")
    for number in 0..<10 {
      let picture = try frame(bench, "a", number, frames: 10)
      let isBright = (0..<(640 * 360)).contains { picture[$0] > 200 }
      #expect(isBright == (3..<8).contains(number), "frame \(number)")
    }
  }

  @Test func watermarksFollowEachOtherOverTransitions() throws {
    let bench = try StageBench()
    func shot(_ color: String) -> Shot {
      Shot(
        parts: [.init(start: 0, source: .color(Color(color)!), fit: .cover, motion: nil)],
        overlays: [])
    }
    func mark(_ color: Color, _ frames: Range<Int>) -> Overlay {
      Overlay(
        content: .picture(.init(source: .color(color), width: 80, height: 48)),
        anchor: .topRight, opacity: Rational(1), start: frames.lowerBound, end: frames.upperBound)
    }
    var parameters = FilmStageTests.parameters([
      .init(frames: 4, shot: shot("#404040"), blend: nil),
      .init(
        frames: 4, shot: shot("#404040"), blend: .init(transition: .fade, shot: shot("#808080"))),
    ])
    parameters.watermarks = [mark(.black, 0..<3), mark(.white, 3..<6), mark(.black, 6..<8)]
    try bench.segment(parameters, as: "a")
    for (number, level) in [(0, 16.0), (2, 16), (3, 235), (5, 235), (6, 16), (7, 16)] {
      let picture = try frame(bench, "a", number, frames: 8)
      #expect(abs(mean(picture, x: 560..<620, y: 18..<50) - level) < 4, "at \(number)")
    }
  }

  @Test func equalSegmentsHaveEqualBytes() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "clip.mp4",
      [
        "-f", "lavfi", "-i", "testsrc2=s=480x270:r=25:d=4", "-c:v", "libx264", "-bf", "3", "-g",
        "30",
      ])
    func video(_ start: Rational) -> Shot {
      FilmStageTests.shot(.video(input: 0, play: .init(start: start, end: nil)))
    }
    try bench.segment(
      FilmStageTests.parameters([.init(frames: 30, shot: video(Rational(1)), blend: nil)]),
      clips: [clip], as: "a")
    try bench.segment(
      FilmStageTests.parameters([.init(frames: 30, shot: video(Rational(1)), blend: nil)]),
      clips: [clip], as: "b")
    #expect(try packets(bench, "a") == packets(bench, "b"))
    // The same pictures in two spans are the same pictures.
    try bench.segment(
      FilmStageTests.parameters([
        .init(frames: 15, shot: video(Rational(1)), blend: nil),
        .init(frames: 15, shot: video(Rational(3, 2)), blend: nil),
      ]), clips: [clip], as: "c")
    #expect(try packets(bench, "a") == packets(bench, "c"))
  }

  @Test func cancellingStopsAtTheNextFrame() throws {
    let bench = try StageBench()
    let cancellation = Cancellation()
    cancellation.cancel()
    let context = bench.context([], [("packets", "a")], cancellation: cancellation)
    #expect(throws: StageError.cancelled) {
      try SegmentStage.run(
        FilmStageTests.parameters([
          .init(frames: 1000, shot: FilmStageTests.shot(.color(.black)), blend: nil)
        ]), in: context)
    }
  }

  @Test func failuresNameTheFile() throws {
    let bench = try StageBench()
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: bench.path("a.png")))
    do {
      try bench.picture(bench.path("a.png"), .width(10), as: "p")
      Issue.record("a text was taken for a picture")
    } catch let error as StageError {
      #expect(error.code == "not-media")
      #expect(error.message.contains("a.png"))
    }
  }

  @Test func stillsAreKeptAtTheSizeAtWhichTheyAreUsed() {
    func size(_ size: PictureParameters.Size, _ width: Int, _ height: Int) -> [Int] {
      let result = size.pixels(ofPicture: (width, height))
      return [result.width, result.height]
    }
    let large = PictureParameters.Size.covering(
      width: 1600, height: 900, minimumWidth: 1280, minimumHeight: 720)
    #expect(size(large, 4000, 3000) == [1600, 1200])
    #expect(size(large, 4000, 1000) == [3600, 900])
    #expect(size(large, 1400, 1050) == [1400, 1050])
    #expect(size(large, 640, 480) == [1280, 960])
    #expect(size(.width(80), 101, 61) == [80, 48])
  }

  @Test func probesAreWritten() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "clip.mp4",
      [
        "-f", "lavfi", "-i", "testsrc2=s=480x270:r=25:d=2", "-f", "lavfi", "-i", "sine=d=2", "-c:v",
        "libx264",
      ])
    let info = try bench.probe(clip, as: "clip")
    #expect(info.kind == .video)
    #expect(info.video == .init(width: 480, height: 270, duration: Rational(2), hasAlpha: false))
    #expect(info.sound == .init(sampleRate: 44100, channels: 1))
    #expect(try FrameIndex(contentsOf: bench.path("clip.index")).frames.count == 50)
    let still = try bench.clip(
      "a.png", ["-f", "lavfi", "-i", "color=red@0.5:s=30x20,format=rgba", "-frames:v", "1"])
    #expect(
      try bench.probe(still, as: "still")
        == MediaDescription(
          kind: .still, video: .init(width: 30, height: 20, duration: .zero, hasAlpha: true),
          sound: nil))
    #expect(try Data(contentsOf: URL(fileURLWithPath: bench.path("still.index"))).isEmpty)
  }
}
