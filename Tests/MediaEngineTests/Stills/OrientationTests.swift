import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// A picture stands upright in every kind of file that can say how it is turned.
@Suite struct OrientationTests {
  /// A way to write a picture with an orientation into a file.
  struct Kind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (TestPixels, Int, Bench) throws -> String
  }

  static let kinds = [
    Kind(testDescription: "PNG, eXIf") { pixels, orientation, bench in
      let chunk = PNGMaker.chunk("eXIf", exif(orientation, isLittle: false))
      return try bench.write(pixels.png(extra: [chunk]), as: "a.png")
    },
    Kind(testDescription: "PNG, tEXt in hexadecimal") { pixels, orientation, bench in
      let chunk = PNGMaker.chunk(
        "tEXt", Array("Raw profile type exif\0".utf8) + rawProfile(orientation))
      return try bench.write(pixels.png(extra: [chunk]), as: "b.png")
    },
    Kind(testDescription: "PNG, zTXt in hexadecimal") { pixels, orientation, bench in
      let chunk = PNGMaker.chunk(
        "zTXt",
        Array("Raw profile type APP1\0\0".utf8) + PNGMaker.zlib(rawProfile(orientation)))
      return try bench.write(pixels.png(extra: [chunk]), as: "c.png")
    },
    Kind(testDescription: "WebP") { pixels, orientation, bench in
      let plain = try encoded(pixels, as: "plain.webp", ["-lossless", "1"], bench)
      // The extended form: size and flags first, EXIF last.
      let head: [UInt8] =
        [8, 0, 0, 0] + PNGMaker.little(pixels.width - 1, 3) + PNGMaker.little(pixels.height - 1, 3)
      let body =
        Array("WEBP".utf8) + riff("VP8X", head) + plain.dropFirst(12)
        + riff("EXIF", exif(orientation))
      return try bench.write(riff("RIFF", body), as: "d.webp")
    },
    Kind(testDescription: "TIFF") { pixels, orientation, bench in
      try bench.write(pixels.tiff(orientation: orientation), as: "e.tif")
    },
    Kind(testDescription: "JPEG") { pixels, orientation, bench in
      let plain = try encoded(
        pixels, as: "plain.jpg", ["-pix_fmt", "yuvj444p", "-q:v", "1"], bench)
      let data = Array("Exif\0\0".utf8) + exif(orientation, isLittle: false)
      let segment: [UInt8] = [0xFF, 0xE1] + PNGMaker.big(data.count + 2, 2) + data
      return try bench.write(plain[..<2] + segment + plain[2...], as: "f.jpg")
    },
    // Encoders make nothing smaller than 64 pixels; the rest is cut off first.
    Kind(testDescription: "HEIC, crops, turns and mirrors") { pixels, orientation, bench in
      _ = try bench.write(pixels.png(), as: "plain.png")
      let maker = HEIFMaker(
        tiles: [try HEIFMaker.encode("plain.png", as: "plain.heic", [], bench)],
        tileSize: (64, 64),
        changes: [
          HEIFMaker.part(width: pixels.width, height: pixels.height, of: (64, 64))
        ] + HEIFMaker.changes(for: orientation))
      return try bench.write(maker.bytes, as: "g.heic")
    },
  ]

  private static func rawProfile(_ orientation: Int) -> [UInt8] {
    let data = Array("Exif\0\0".utf8) + exif(orientation)
    var text = "\nexif\n      \(data.count)\n"
    for (index, byte) in data.enumerated() {
      text += String(UInt16(byte) | 0x100, radix: 16).dropFirst() + (index % 36 == 35 ? "\n" : "")
    }
    return Array((text + "\n").utf8)
  }

  private static func riff(_ name: String, _ data: [UInt8]) -> [UInt8] {
    Array(name.utf8) + PNGMaker.little(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
  }

  static func encoded(
    _ pixels: TestPixels, as name: String, _ arguments: [String], _ bench: Bench
  ) throws -> [UInt8] {
    let raw = try bench.write(pixels.raw, as: "raw.rgb")
    try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
        "\(pixels.width)x\(pixels.height)", "-i", raw, "-frames:v", "1",
      ] + arguments + [bench.path(name)])
    return try bench.bytes(of: name)
  }

  @Test(arguments: kinds) func standsUpright(_ kind: Kind) throws {
    let bench = try Bench()
    let upright = TestPixels.quarters()
    let expected = [TestPixels.red, TestPixels.green, TestPixels.blue, TestPixels.white].map {
      VideoColor(Color(red: $0[0], green: $0[1], blue: $0[2]))
    }
    for orientation in 1...8 {
      let path = try kind.make(upright.stored(for: orientation), orientation, bench)
      let still = try StillReader(path: path)
      #expect((still.width, still.height) == (48, 32), "\(orientation)")
      let picture = try still.picture(width: 48, height: 32, kernel: .bicubic)
      for (place, color) in zip([(12, 8), (36, 8), (12, 24), (36, 24)], expected) {
        let seen = picture.color(x: place.0, y: place.1)
        let error =
          abs(Int(seen.luma) - Int(color.luma)) + abs(Int(seen.blue) - Int(color.blue))
          + abs(Int(seen.red) - Int(color.red))
        #expect(error < 9, "orientation \(orientation) at \(place): \(seen) for \(color)")
      }
    }
  }

  @Test func orientationsThatDoNotExistAreNone() {
    for number in [0, 9, 255, 65535] {
      #expect(EXIFOrientation.orientation(in: exif(number)) == nil)
    }
    #expect(EXIFOrientation.orientation(in: exif(6)) == Orientation(exif: 6))
    #expect(EXIFOrientation.orientation(in: []) == nil)
  }

  @Test func metadataThatLieAreHarmless() {
    var random = SeededGenerator(state: 7)
    let whole = exif(6) + exif(3, isLittle: false)
    for round in 0..<20_000 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      for _ in 0..<(round % 5) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      // Anything may be the answer, but there has to be one.
      _ = EXIFOrientation.orientation(in: bytes)
    }
    // A directory that is said to lie behind the end, or to be endless.
    #expect(EXIFOrientation.orientation(in: Array("II*\0".utf8) + [255, 255, 255, 255]) == nil)
    #expect(EXIFOrientation.orientation(in: Array("II*\0".utf8) + [4, 0, 0, 0, 255, 255]) == nil)
  }
}

/// Numbers that are the same in each run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

extension Picture {
  /// The colour of one place, with the chroma sample that covers it.
  func color(x: Int, y: Int) -> VideoColor {
    VideoColor(
      luma: luma.row(y)[x], blue: blue.row(y / 2)[x / 2], red: red.row(y / 2)[x / 2],
      alpha: alpha?.row(y)[x] ?? 255)
  }
}
