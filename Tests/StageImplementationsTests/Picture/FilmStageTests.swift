import FilmVocabulary
import Foundation
import MediaEngine
import StageCatalog
import Testing

@testable import StageImplementations

@Suite struct FilmStageTests {
  static let canvas = Canvas(width: 640, height: 360, frameRate: Rational(30))

  static func parameters(
    _ spans: [SegmentParameters.Span], captions: CaptionTrack? = nil
  ) -> SegmentParameters {
    SegmentParameters(
      canvas: canvas, spans: spans, captions: captions, resampling: .bicubic,
      motionSampling: .bicubic, encoding: VideoEncoding(preset: "veryfast", crf: 23))
  }

  static func shot(
    _ source: PictureSource, fit: Fit = .cover, motion: Motion? = nil, overlays: [Overlay] = []
  ) -> Shot {
    Shot(parts: [.init(start: 0, source: source, fit: fit, motion: motion)], overlays: overlays)
  }

  static func film(_ segments: [Int]) -> FilmParameters {
    FilmParameters(
      container: .mp4, videoCodec: .h264, soundCodec: nil, canvas: canvas, segments: segments,
      frames: segments.reduce(0, +), chunks: [], samples: 0, chapters: [], metadata: [],
      language: nil, subtitles: [])
  }

  @Test func joinsSegmentsWithoutTouchingAPicture() throws {
    let bench = try StageBench()
    let clip = try bench.clip(
      "clip.mp4",
      [
        "-f", "lavfi", "-i", "testsrc2=s=480x270:r=25:d=4", "-c:v", "libx264", "-bf", "3", "-g",
        "30",
      ])
    let image = try bench.clip(
      "image.png", ["-f", "lavfi", "-i", "testsrc2=s=900x700:r=1:d=1", "-frames:v", "1"])
    #expect(try bench.probe(clip, as: "clip.mp4").video?.duration == Rational(4))
    try bench.picture(
      image, .covering(width: 800, height: 450, minimumWidth: 640, minimumHeight: 360),
      as: "image.picture")
    let still = Self.shot(
      .still(input: 0),
      motion: Motion(
        from: .full,
        to: UnitRectangle(
          x: Rational(1, 10), y: Rational(1, 10), width: Rational(8, 10), height: Rational(8, 10)),
        offset: 0, length: 60))
    let video = Self.shot(.video(input: 0, play: .init(start: Rational(1), end: nil)))
    let gradient = Self.shot(
      .gradient(colors: [Color("#0B1026")!, Color("#2B4C7E")!], degrees: 0))
    let bodies: [(String, Int, [SegmentParameters.Span])] = [
      ("a", 40, [.init(frames: 40, shot: still, blend: nil)]),
      ("b", 15, [.init(frames: 15, shot: still, blend: .init(transition: .fade, shot: video))]),
      ("c", 50, [.init(frames: 50, shot: video, blend: nil)]),
      ("d", 1, [.init(frames: 1, shot: gradient, blend: nil)]),
      ("e", 2, [.init(frames: 2, shot: gradient, blend: nil)]),
      (
        "f", 20,
        [.init(frames: 20, shot: video, blend: .init(transition: .circleopen, shot: gradient))]
      ),
    ]
    for (name, _, spans) in bodies {
      try bench.segment(
        Self.parameters(spans), pictures: ["image.picture"], clips: [clip], as: name)
      try bench.film(Self.film([spans[0].frames]), video: [name], as: name + ".mp4")
    }
    try bench.film(Self.film(bodies.map(\.1)), video: bodies.map(\.0), as: "film.mp4")
    #expect(try bench.complaints(about: "film.mp4") == "")
    let alone = try bodies.flatMap { try bench.pictureHashes($0.0 + ".mp4") }
    let joined = try bench.pictureHashes("film.mp4")
    #expect(joined.count == 128)
    #expect(joined == alone)
    let times = try bench.run(
      "ffprobe",
      [
        "-v", "error", "-select_streams", "v", "-show_entries", "frame=pts", "-of", "csv=p=0",
        "film.mp4",
      ]
    ).split(separator: "\n").compactMap { Int($0.trimmingCharacters(in: [",", " "])) }
    #expect(times == (0..<128).map { $0 * 512 })
    // Made again, the same bytes.
    try bench.film(Self.film(bodies.map(\.1)), video: bodies.map(\.0), as: "again.mp4")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: bench.path("again.mp4")))
        == Data(contentsOf: URL(fileURLWithPath: bench.path("film.mp4"))))
  }
}
