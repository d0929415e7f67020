import FilmVocabulary
import Testing

@testable import MediaEngine

@Suite struct AnimationTests {
  /// A square that moves over a slope of colours, and stands still at the end.
  private func draw(_ frame: Int, into picture: Picture) {
    for y in 0..<picture.height {
      for x in 0..<picture.width { picture.luma.row(y)[x] = UInt8(40 + 2 * x + y) }
    }
    for y in 0..<picture.blue.height {
      for x in 0..<picture.blue.width {
        picture.blue.row(y)[x] = UInt8(90 + x)
        picture.red.row(y)[x] = UInt8(150 - y)
      }
    }
    let left = min(frame, 9) * 4
    for y in 10..<20 { for x in left..<left + 10 { picture.luma.row(y)[x] = 220 } }
  }

  private func write(_ bench: Bench, rate: Rational, frames: Int) throws {
    let picture = Picture(width: 64, height: 48)
    var census = ColorCensus()
    for frame in 0..<frames {
      draw(frame, into: picture)
      census.add(picture)
    }
    let writer = try AnimationWriter(
      path: bench.path("a.gif"), width: 64, height: 48, frameRate: rate,
      palette: census.palette(AnimationWriter.colors))
    for frame in 0..<frames {
      draw(frame, into: picture)
      try writer.append(picture)
    }
    try writer.finish()
  }

  @Test func picturesComeBackNearlyAsTheyWere() throws {
    let bench = try Bench()
    try write(bench, rate: Rational(10), frames: 10)
    let complaints = try bench.run(
      "ffmpeg",
      [
        "-v", "warning", "-xerror", "-err_detect", "explode", "-i", "a.gif", "-f", "rawvideo",
        "-pix_fmt", "yuv444p", "-vf", "scale=out_color_matrix=bt709:out_range=tv", "raw",
      ])
    #expect(complaints == "")
    let raw = try bench.bytes(of: "raw")
    let size = 64 * 48 * 3
    #expect(raw.count == 10 * size)
    let picture = Picture(width: 64, height: 48)
    for frame in 0..<10 {
      draw(frame, into: picture)
      var error = 0
      for (index, pixel) in picture.luma.pixels.enumerated() {
        error += abs(Int(pixel) - Int(raw[frame * size + index]))
      }
      #expect(error < 64 * 48 * 6, "frame \(frame): \(Double(error) / 3072)")
    }
  }

  /// Hundredths of a second do not add up to another length.
  @Test func delaysDoNotDrift() throws {
    let bench = try Bench()
    try write(bench, rate: Rational(15), frames: 10)
    let times = try bench.run(
      "ffprobe", ["-v", "error", "-show_entries", "packet=pts", "-of", "csv=p=0", "a.gif"]
    ).split(separator: "\n").compactMap { Int($0.filter(\.isNumber)) }
    #expect(times == [0, 7, 13, 20, 27, 33, 40, 47, 53, 60])
  }

  @Test func framesThatDoNotChangeLengthenTheOneBefore() throws {
    let bench = try Bench()
    try write(bench, rate: Rational(10), frames: 30)
    let packets = try bench.run(
      "ffprobe", ["-v", "error", "-show_entries", "packet=pts", "-of", "csv=p=0", "a.gif"])
    #expect(packets.split(separator: "\n").count == 10)
    let bytes = try bench.bytes(of: "a.gif")
    // The last image's delay: from frame 9 to frame 30.
    let last = bytes.indices.dropLast(4).last {
      bytes[$0...].starts(with: [0x21, 0xF9, 4, 5])
    }
    #expect(Int(bytes[last! + 4]) == 210)
    #expect(bytes.last == 0x3B)
  }

  /// A picture's own time has 16 bits: 655.35 s.
  @Test(arguments: [65535, 65536, 140_000]) func picturesStandAsLongAsTheyLike(
    hundredths: Int
  ) throws {
    let bench = try Bench()
    let writer = try AnimationWriter(
      path: bench.path("a.gif"), width: 16, height: 16, frameRate: Rational(100, hundredths),
      palette: [0, 0, 0, 255, 255, 255])
    try writer.append(.filled(.white, width: 16, height: 16))
    try writer.append(.filled(.black, width: 16, height: 16))
    try writer.finish()
    let blocks = try GIFBlocks(FileBytes(path: bench.path("a.gif")))
    let delays = blocks.animation.delays.map(\.parts)
    #expect(delays.reduce(0, +) == 2 * hundredths && delays.allSatisfy { $0 > 1 })
    // Each of both shows for all its time.
    let index = blocks.animation.index
    let reader = try VideoReader(path: bench.path("a.gif"), index: index)
    let fitter = PictureFitter(width: 16, height: 16, fit: .stretch, kernel: .bilinear)
    let canvas = Picture(width: 16, height: 16)
    for (number, frame) in index.frames.enumerated() {
      try reader.draw(frame: number, with: fitter, into: canvas)
      #expect(canvas.luma.mean == (frame.time < Int64(hundredths) ? 235 : 16))
    }
  }

  @Test func longStretchesFillTheTableOfCodes() throws {
    // Pixels without a pattern: the table of codes fills up and is begun anew.
    var state: UInt32 = 1
    let pixels = (0..<64 * 400).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24) & 0xFE
    }
    let bench = try Bench()
    var compressor = LZWCompressor()
    var file = Array("GIF89a".utf8) + [64, 0, 144, 1, 0xF7, 0, 0]
    for value in 0..<256 { file += [UInt8(value), UInt8(value), UInt8(value)] }
    file += [0x2C, 0, 0, 0, 0, 64, 0, 144, 1, 0] + compressor.compress(pixels) + [0x3B]
    _ = try bench.write(file, as: "noise.gif")
    let complaints = try bench.run(
      "ffmpeg",
      ["-v", "warning", "-i", "noise.gif", "-f", "rawvideo", "-pix_fmt", "rgb24", "raw"])
    #expect(complaints == "")
    let raw = try bench.bytes(of: "raw")
    #expect(stride(from: 0, to: raw.count, by: 3).map { raw[$0] } == pixels)
  }
}
