import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Animated images of all three kinds, made by hand: a red field of 32 × 32; on it a green square
/// at the top left that is removed again; a blue one at the bottom right that stays; at last a
/// white one at the top right.
@Suite struct AnimatedImageTests {
  /// The colours of the four corners in each picture, from the top left clockwise.
  static let expected: [[Color?]] = [
    [red, red, red, red], [green, red, red, red], [red, red, blue, red], [red, white, blue, red],
  ]
  /// The same where removing leaves a hole.
  static let withHole: [[Color?]] = [
    [red, red, red, red], [green, red, red, red], [nil, red, blue, red], [nil, white, blue, red],
  ]
  static let red = Color(red: 255, green: 0, blue: 0)
  static let green = Color(red: 0, green: 255, blue: 0)
  static let blue = Color(red: 0, green: 0, blue: 255)
  static let white = Color.white

  static func gif(_ disposal: UInt8, delay: Int = 10, repeats: Int? = nil) -> GIFMaker {
    GIFMaker(
      width: 32, height: 32,
      palette: [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]],
      frames: [
        .init(color: 0, delay: delay),
        .init(width: 12, height: 12, color: 1, delay: delay, disposal: disposal),
        .init(x: 20, y: 20, width: 12, height: 12, color: 2, delay: delay),
        .init(x: 20, width: 12, height: 12, color: 3, delay: delay),
      ], repeats: repeats)
  }

  /// A rectangle of one colour, and what becomes of it.
  struct Patch {
    var x = 0
    var y = 0
    var size = 12
    var pixel: [UInt8]
    /// For APNG 0 stays, 1 cleared, 2 what was before; for WebP 0 stays, 1 cleared.
    var disposal: UInt8 = 0
  }

  static func patches(_ disposal: UInt8) -> [Patch] {
    [
      Patch(size: 32, pixel: TestPixels.red), Patch(pixel: TestPixels.green, disposal: disposal),
      Patch(x: 20, y: 20, pixel: TestPixels.blue), Patch(x: 20, pixel: TestPixels.white),
    ]
  }

  static func apng(
    _ patches: [Patch], delay: (Int, Int) = (1, 10), plays: Int = 0, hidden: Bool = false
  ) -> [UInt8] {
    let big = PNGMaker.big
    var sequence = 0
    func control(_ patch: Patch) -> [UInt8] {
      defer { sequence += 1 }
      return PNGMaker.chunk(
        "fcTL",
        big(sequence, 4) + big(patch.size, 4) + big(patch.size, 4) + big(patch.x, 4)
          + big(patch.y, 4) + big(delay.0, 2) + big(delay.1, 2) + [patch.disposal, 0])
    }
    func data(_ patch: Patch) -> [UInt8] {
      PNGMaker(
        width: patch.size, height: patch.size,
        rows: TestPixels.even(patch.pixel, width: patch.size, height: patch.size).rgbaRows
      ).data
    }
    var result =
      PNGMaker.signature + PNGMaker.header(width: 32, height: 32)
      + PNGMaker.chunk("acTL", big(patches.count, 4) + big(plays, 4))
    if hidden { result += PNGMaker.chunk("IDAT", data(Patch(size: 32, pixel: TestPixels.white))) }
    for (index, patch) in patches.enumerated() {
      result += control(patch)
      if index == 0, !hidden {
        result += PNGMaker.chunk("IDAT", data(patch))
      } else {
        result += PNGMaker.chunk("fdAT", big(sequence, 4) + data(patch))
        sequence += 1
      }
    }
    return result + PNGMaker.chunk("IEND", [])
  }

  static func webp(
    _ patches: [Patch], delay: Int = 100, rounds: Int = 0, bench: Bench
  ) throws -> [UInt8] {
    let little = PNGMaker.little
    func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
      Array(name.utf8) + little(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
    }
    var body =
      Array("WEBP".utf8) + chunk("VP8X", [0x12, 0, 0, 0] + little(31, 3) + little(31, 3))
      + chunk("ANIM", [0, 0, 0, 0] + little(rounds, 2))
    for patch in patches {
      let pixels = TestPixels.even(patch.pixel, width: patch.size, height: patch.size)
      let image = try OrientationTests.encoded(
        pixels, as: "patch.webp", ["-c:v", "libwebp", "-lossless", "1"], bench)
      body += chunk(
        "ANMF",
        little(patch.x / 2, 3) + little(patch.y / 2, 3) + little(patch.size - 1, 3)
          + little(patch.size - 1, 3) + little(delay, 3) + [patch.disposal] + image[12...])
    }
    return chunk("RIFF", body)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pictures: [[Color?]]
    let make: @Sendable (Bench) throws -> [UInt8]
  }

  static let rows = [
    Row(testDescription: "GIF, cleared", pictures: withHole) { _ in gif(2).bytes },
    Row(testDescription: "GIF, what was before", pictures: expected) { _ in gif(3).bytes },
    Row(testDescription: "APNG, cleared", pictures: withHole) { _ in apng(patches(1)) },
    Row(testDescription: "APNG, what was before", pictures: expected) { _ in apng(patches(2)) },
    Row(testDescription: "APNG, default image left out", pictures: withHole) { _ in
      apng(patches(1), hidden: true)
    },
    Row(testDescription: "WebP, cleared", pictures: withHole) { bench in
      try webp(patches(1), bench: bench)
    },
  ]

  @Test(arguments: rows) func picturesBuildOnEachOther(_ row: Row) throws {
    let bench = try Bench()
    let path = try bench.write(try row.make(bench), as: "a")
    let info = try MediaProbe.probe(path)
    #expect(info.kind == .video && info.video?.hasAlpha == true)
    let index = try #require(info.index)
    #expect(index.frames.count == row.pictures.count)
    #expect(index.duration == Rational(2, 5))
    let reader = try VideoReader(path: path, index: index)
    let fitter = PictureFitter(width: 32, height: 32, fit: .stretch, kernel: .bicubic)
    let canvas = Picture(width: 32, height: 32)
    // Forwards, then the first again as a loop has it, then one from behind.
    for number in [0, 1, 2, 3, 0, 1, 3, 2] {
      try reader.draw(frame: number, with: fitter, into: canvas)
      let corners = [(4, 4), (28, 4), (28, 28), (4, 28)]
      for (corner, color) in zip(corners, row.pictures[number]) {
        let seen = canvas.color(x: corner.0, y: corner.1)
        let wanted = VideoColor(color ?? .black)
        let error =
          abs(Int(seen.luma) - Int(wanted.luma)) + abs(Int(seen.blue) - Int(wanted.blue))
          + abs(Int(seen.red) - Int(wanted.red))
        #expect(error <= 4, "picture \(number) at \(corner): \(seen) for \(wanted)")
      }
    }
  }

  /// Files as ffmpeg's encoders write them, with tables that grow and pictures that hold only what
  /// has changed, against ffmpeg's own decoders.
  @Test(arguments: [
    ("a.gif", []), ("a.apng", ["-plays", "0"]),
    ("a.webp", ["-c:v", "libwebp_anim", "-lossless", "1", "-pix_fmt", "bgra", "-loop", "0"]),
  ]) func picturesAreThoseThatWerePutIn(name: String, arguments: [String]) throws {
    let bench = try Bench()
    let source = ["-f", "lavfi", "-i", "testsrc2=s=96x64:r=10:d=1"]
    try bench.run(
      "ffmpeg",
      ["-v", "error", "-y"] + source + arguments + [bench.path(name)])
    // GIF has few colours: what its file holds is what counts.
    try bench.run(
      "ffmpeg",
      ["-v", "error", "-y"] + (name == "a.gif" ? ["-i", bench.path(name)] : source) + [
        "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-f", "rawvideo",
        bench.path("frames"),
      ])
    let frames = try bench.bytes(of: "frames")
    let info = try MediaProbe.probe(bench.path(name))
    let index = try #require(info.index)
    #expect(index.frames.count == 10 && index.duration == Rational(1))
    let reader = try VideoReader(path: bench.path(name), index: index)
    let fitter = PictureFitter(width: 96, height: 64, fit: .stretch, kernel: .bicubic)
    let canvas = Picture(width: 96, height: 64)
    for number in 0..<10 {
      try reader.draw(frame: number, with: fitter, into: canvas)
      let expected = frames[(number * 96 * 96)...].prefix(96 * 64)
      let error = zip(canvas.luma.pixels, expected).map { abs(Int($0) - Int($1)) }.reduce(0, +)
      #expect(Double(error) / Double(96 * 64) < 1, "picture \(number) of \(name)")
    }
  }

  @Test func delaysAndRoundsAreThoseOfTheFile() throws {
    let bench = try Bench()
    func index(_ bytes: [UInt8]) throws -> (times: [Rational], rounds: Int?) {
      let info = try MediaProbe.probe(bench.write(bytes, as: "a"))
      let index = try #require(info.index)
      return (
        index.frames.map { Rational(Int($0.time)) * index.timeBase } + [index.duration],
        info.video?.rounds
      )
    }
    func steps(_ unit: Rational) -> [Rational] { (0...4).map { Rational($0) * unit } }
    for (delay, repeats, unit, rounds) in [
      (7, nil, Rational(7, 100), 1), (2, 0, Rational(1, 50), 0), (1, 3, Rational(1, 10), 4),
      (0, 0, Rational(1, 10), 0),
    ] as [(Int, Int?, Rational, Int)] {
      let found = try index(Self.gif(1, delay: delay, repeats: repeats).bytes)
      #expect(found.times == steps(unit) && found.rounds == rounds, "GIF \(delay)")
    }
    for (delay, plays, unit) in [
      ((1, 30), 0, Rational(1, 30)), ((1, 0), 2, Rational(1, 10)), ((3, 0), 1, Rational(3, 100)),
      ((0, 100), 1, Rational(1, 10)), ((1001, 30_000), 5, Rational(1001, 30_000)),
    ] {
      let found = try index(Self.apng(Self.patches(0), delay: delay, plays: plays))
      #expect(found.times == steps(unit) && found.rounds == plays, "APNG \(delay)")
    }
    for (delay, rounds, unit) in [(40, 0, Rational(1, 25)), (10, 7, Rational(1, 10))] {
      let found = try index(
        try Self.webp(Self.patches(0), delay: delay, rounds: rounds, bench: bench))
      #expect(found.times == steps(unit) && found.rounds == rounds, "WebP \(delay)")
    }
  }

  @Test func delaysOfDifferentUnitsAddUp() {
    let animation = ImageAnimation(
      delays: [
        .init(parts: 1, unit: 30), .init(parts: 1, unit: 24), .init(parts: 1, unit: 65_521),
      ],
      rounds: 0)
    // The last one is shorter than anybody shows.
    let index = animation.index
    #expect(index.duration == Rational(1, 30) + Rational(1, 24) + Rational(1, 10))
  }
}
