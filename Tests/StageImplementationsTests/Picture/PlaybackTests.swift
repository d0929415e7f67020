import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations

/// Which pictures a part shows, by a clip whose pictures are numbered by their light.
@Suite struct PlaybackTests {
  private static let rate = Rational(25)

  /// A video of 64 × 48 at 25 frames a second; picture n has the luma 16 + 3 · n.
  private func counting(_ bench: StageBench, frames: Int = 60) throws -> String {
    try bench.clip(
      "count.mp4",
      [
        "-f", "lavfi", "-i",
        "color=black:s=64x48:r=25,format=yuv420p,geq=lum='16+3*N':cb=128:cr=128", "-frames:v",
        "\(frames)", "-c:v", "libx264", "-g", "12", "-bf", "2", "-qp", "4",
      ])
  }

  private func renderer(
    _ bench: StageBench, _ clip: String, _ play: PictureSource.Playback, frames: Int
  ) throws -> VideoPart {
    if !FileManager.default.fileExists(atPath: bench.path("i.index")) {
      _ = try bench.probe(clip, as: "i")
    }
    let index = try FrameIndex(contentsOf: bench.path("i.index"))
    return VideoPart(
      reader: try VideoReader(path: clip, index: index),
      clock: PlaybackClock(play, index: index, frameRate: Self.rate), frames: frames,
      fitter: PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bilinear),
      size: (64, 48), hasAlpha: false, finish: { _ in })
  }

  /// The numbers of the pictures that show.
  private func shown(
    _ bench: StageBench, _ clip: String, _ play: PictureSource.Playback, frames: Int
  ) throws -> [Int] {
    let part = try renderer(bench, clip, play, frames: frames)
    return try (0..<frames).map { try number(of: try part.picture(frame: $0), in: bench) }
  }

  private func number(of picture: Picture, in bench: StageBench) throws -> Int {
    try picture.write(to: bench.path("p"))
    let bytes = try #require(FileManager.default.contents(atPath: bench.path("p")))
    // A header of 32 bytes, then luma; away from the edges.
    return Int(((Double(bytes[32 + 24 * 64 + 32]) - 16) / 3).rounded())
  }

  @Test func paces() throws {
    let bench = try StageBench()
    let clip = try counting(bench)
    func numbers(_ rate: Rational, from start: Rational = .zero, _ count: Int) throws -> [Int] {
      try shown(bench, clip, .init(start: start, end: nil, rate: rate), frames: count)
    }
    #expect(try numbers(Rational(2), 30) == (0..<30).map { 2 * $0 })
    #expect(try numbers(Rational(1, 2), 40) == (0..<40).map { $0 / 2 })
    #expect(try numbers(.zero, from: Rational(1), 3) == [25, 25, 25])
    // Past its end it stays on its last picture.
    #expect(try numbers(Rational(4), 20).suffix(6) == [56, 59, 59, 59, 59, 59])
  }

  @Test("What stands still is the picture of its moment, whatever the frame rate")
  func momentsOfStills() throws {
    let bench = try StageBench()
    let clip = try counting(bench)
    _ = try bench.probe(clip, as: "i")
    let index = try FrameIndex(contentsOf: bench.path("i.index"))
    for rate in [1, 5, 12, 25, 30, 60, 120] {
      for (moment, number) in [(Rational(1), 25), (Rational(103, 100), 25), (Rational(7, 25), 7)] {
        let clock = PlaybackClock(
          .init(start: moment, end: nil, rate: .zero), index: index, frameRate: Rational(rate))
        #expect(clock.number(frame: 0) == number, "at \(rate) frames a second")
        #expect(clock.number(frame: 9) == number)
      }
    }
  }

  @Test func backwards() throws {
    let bench = try StageBench()
    let clip = try counting(bench)
    func play(_ place: Int, _ rate: Rational = Rational(-1), end: Rational? = nil)
      -> PictureSource.Playback
    {
      .init(
        start: Rational(60) / Self.rate + Rational(place) * rate / Self.rate, end: end, rate: rate)
    }
    #expect(try shown(bench, clip, play(1), frames: 60) == (0..<60).reversed())
    #expect(
      try shown(bench, clip, play(1, Rational(-2)), frames: 30)
        == stride(from: 58, through: 0, by: -2).map { $0 })
    // It stays on the first picture of the part.
    #expect(
      try shown(bench, clip, play(1, end: Rational(2)), frames: 12)
        == [59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 50, 50])
    // From anywhere, as a segment does that is not the first.
    #expect(try shown(bench, clip, play(24), frames: 20) == (17...36).reversed())
  }

  @Test func loops() throws {
    let bench = try StageBench()
    let clip = try counting(bench)
    let part = PictureSource.Playback(
      start: Rational(11, 25), end: Rational(14, 25), loop: Rational(10, 25))
    #expect(try shown(bench, clip, part, frames: 9) == [11, 12, 13, 10, 11, 12, 13, 10, 11])
    let back = PictureSource.Playback(
      start: Rational(11, 25), end: Rational(10, 25), rate: Rational(-1), loop: Rational(14, 25))
    #expect(try shown(bench, clip, back, frames: 7) == [11, 10, 13, 12, 11, 10, 13])
  }

  @Test func segmentsGoOnExactly() throws {
    let bench = try StageBench()
    let clip = try counting(bench)
    let look = ColorLook(
      adjustment: {
        var adjustment = ColorAdjustment()
        adjustment.contrast = Rational(11, 10)
        return adjustment
      }())
    /// A span from a frame of a scene of 30 on: a picture that comes, plays backwards and goes.
    func span(_ first: Int, _ count: Int) -> SegmentParameters.Span {
      func overlay(_ content: Overlay.Content, point: UnitPoint?, _ move: OverlayMove) -> Overlay {
        Overlay(
          content: content, anchor: .center, point: point, opacity: Rational(4, 5), start: 0,
          end: count,
          entrance: first < 12 ? .init(name: move, start: -first, frames: 12) : nil,
          exit: first + count > 18 ? .init(name: .zoom, start: 18 - first, frames: 12) : nil)
      }
      let video = OverlayPicture(
        source: .video(
          input: 0,
          play: .init(
            start: Rational(59 - first, 25), end: nil, rate: Rational(-1))),
        width: 101, height: 57, look: look, radius: 9, border: .init(width: 2, color: .white))
      return .init(
        frames: count,
        shot: Shot(
          parts: [
            .init(
              start: 0, source: .gradient(colors: [.black, .white], degrees: 30), fit: .cover,
              motion: Motion(from: .full, to: .full, offset: first, length: 30))
          ],
          overlays: [
            overlay(
              .picture(video), point: UnitPoint(x: Rational(1, 3), y: Rational(3, 7)), .slideleft),
            overlay(.text(TextPiece("Words"), style: Fonts.style()), point: nil, .slideup),
          ]), blend: nil)
    }
    func parameters(_ spans: [SegmentParameters.Span]) -> SegmentParameters {
      var parameters = FilmStageTests.parameters(spans)
      parameters.canvas.frameRate = Self.rate
      return parameters
    }
    try bench.segment(parameters([span(0, 30)]), clips: [clip], fonts: Fonts.sans, as: "whole")
    try bench.segment(
      parameters([span(0, 7), span(7, 13), span(20, 10)]), clips: [clip], fonts: Fonts.sans,
      as: "parts")
    let whole = try Data(contentsOf: URL(fileURLWithPath: bench.path("whole")))
    #expect(whole == (try Data(contentsOf: URL(fileURLWithPath: bench.path("parts")))))
  }

  @Test func keyedClipsStandBeforeTheirBackground() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "screen.mp4",
      [
        "-f", "lavfi", "-i",
        "color=#00B140:s=96x48:r=25:d=1,drawbox=x=32:y=16:w=32:h=16:color=#C03020:t=fill",
        "-vf", "scale=out_color_matrix=bt709,format=yuv420p", "-colorspace", "bt709", "-c:v",
        "libx264", "-qp", "6",
      ])
    let shot = Shot(
      parts: [
        .init(
          start: 0, source: .video(input: 0, play: .init(start: .zero, end: nil)), fit: .contain,
          look: ColorLook(
            key: ChromaKey(
              color: Color("#00B140")!, similarity: Rational(1, 10), blend: Rational(1, 20),
              despill: Rational(1, 2))),
          background: .color(Color("#2040C0")!), motion: nil)
      ], overlays: [])
    let context = bench.context(
      [("clip", clip), ("index", bench.path("s.index"))], [])
    _ = try bench.probe(clip, as: "s")
    var parameters = FilmStageTests.parameters([.init(frames: 3, shot: shot, blend: nil)])
    parameters.canvas = Canvas(width: 96, height: 64, frameRate: Self.rate)
    let renderer = try SegmentRenderer(parameters, context: context)
    var count = 0
    let picture = Picture(width: 96, height: 64)
    try renderer.render { draw in
      try draw(picture)
      try picture.write(to: bench.path("p"))
      count += 1
    }
    #expect(count == 3)
    let luma = [UInt8](FileManager.default.contents(atPath: bench.path("p"))!.dropFirst(32))
    let ground = Int(VideoColor(Color("#2040C0")!).luma)
    let box = Int(VideoColor(Color("#C03020")!).luma)
    func at(_ x: Int, _ y: Int) -> Int { Int(luma[y * 96 + x]) }
    // Beside the clip, through its screen, and the box.
    for (x, y) in [(4, 2), (90, 61), (8, 20), (88, 40)] { #expect(abs(at(x, y) - ground) <= 2) }
    #expect(abs(at(48, 32) - box) <= 3)
  }
}
