import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Every kind of still gives the colours that were put into it.
///
/// The expected numbers are 8-bit Y'CbCr, BT.709, limited range, and were worked out from the
/// colours by hand.
@Suite struct StillKindTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Luma, blue, red, alpha; premultiplied.
    let expected: [Int]
    var tolerance = 2
    let make: @Sendable (Bench) throws -> String
  }

  private static func png(
    _ name: String, _ expected: [Int], type: UInt8, depth: UInt8, row: [UInt8], width: Int = 16,
    extra: [[UInt8]] = [], tolerance: Int = 2
  ) -> Row {
    Row(testDescription: "PNG, " + name, expected: expected, tolerance: tolerance) { bench in
      let maker = PNGMaker(
        width: width, height: 16, colorType: type, depth: depth, extra: extra,
        rows: Array(repeating: row, count: 16))
      return try bench.write(maker.bytes, as: "a.png")
    }
  }

  private static func encoded(
    _ name: String, _ expected: [Int], color: [UInt8], _ arguments: [String]
  ) -> Row {
    Row(testDescription: name, expected: expected) { bench in
      _ = try OrientationTests.encoded(
        .even(color, width: 64, height: 64), as: name, arguments, bench)
      return bench.path(name)
    }
  }

  private static func jpeg(
    _ name: String, _ expected: [Int], _ components: [Int], adobe: UInt8? = nil, size: Int = 8,
    sampling: [UInt8]? = nil
  ) -> Row {
    Row(testDescription: "JPEG, " + name, expected: expected) { bench in
      let maker = JPEGMaker(components: components, adobe: adobe, size: size, sampling: sampling)
      return try bench.write(maker.bytes, as: "a.jpg")
    }
  }

  /// - Parameter pixel: Of 8 bits each, or 16.
  private static func heif(
    _ name: String, _ expected: [Int], _ arguments: [String] = [], pixel: [UInt8] = [255, 128, 0],
    type: UInt8 = 2, depth: UInt8 = 8, size: (Int, Int) = (64, 64)
  ) -> Row {
    let isAVIF = arguments.contains("-A")
    return Row(
      testDescription: (isAVIF ? "AVIF, " : "HEIC, ") + name, expected: expected
    ) { bench in
      let row = fill(pixel, size.0)
      let maker = PNGMaker(
        width: size.0, height: size.1, colorType: type, depth: depth,
        rows: Array(repeating: row, count: size.1))
      _ = try bench.write(maker.bytes, as: "plain.png")
      let name = isAVIF ? "a.avif" : "a.heic"
      _ = try HEIFMaker.encode("plain.png", as: name, arguments, bench)
      return bench.path(name)
    }
  }

  /// A profile with nothing but its primaries, X, Y and Z of red, green and blue under D50.
  private static func profile(_ values: [Double]) -> [UInt8] {
    var tags = PNGMaker.big(3, 4)
    var data: [UInt8] = []
    for (index, name) in ["rXYZ", "gXYZ", "bXYZ"].enumerated() {
      tags += Array(name.utf8) + PNGMaker.big(168 + 20 * index, 4) + PNGMaker.big(20, 4)
      data += Array("XYZ \0\0\0\0".utf8)
      for value in values[3 * index..<3 * index + 3] {
        data += PNGMaker.big(Int((value * 65536).rounded()), 4)
      }
    }
    return Array(repeating: 0, count: 128) + tags + data
  }

  private static func profiled(_ values: [Double]) -> [[UInt8]] {
    [PNGMaker.chunk("iCCP", Array("p\0\0".utf8) + PNGMaker.zlib(profile(values)))]
  }

  private static func fill(_ pixel: [UInt8], _ count: Int = 16) -> [UInt8] {
    (0..<count).flatMap { _ in pixel }
  }

  /// Orange: red 255, green 128, blue 0.
  private static let orange = [141, 59, 189, 255]
  private static let orangePixel: [UInt8] = [255, 128, 0, 255]

  static let rows: [Row] = [
    png("grey of 1 bit", [235, 128, 128, 255], type: 0, depth: 1, row: [255, 255]),
    png("grey of 2 bits", [162, 128, 128, 255], type: 0, depth: 2, row: fill([0xAA], 4)),
    png("grey of 4 bits", [133, 128, 128, 255], type: 0, depth: 4, row: fill([0x88], 8)),
    png("grey", [126, 128, 128, 255], type: 0, depth: 8, row: fill([128])),
    png("grey of 16 bits", [126, 128, 128, 255], type: 0, depth: 16, row: fill([128, 128])),
    png("grey with alpha", [71, 128, 128, 128], type: 4, depth: 8, row: fill([128, 128])),
    png(
      "grey with alpha of 16 bits", [71, 128, 128, 128], type: 4, depth: 16,
      row: fill([128, 128, 128, 128])),
    png("RGB", orange, type: 2, depth: 8, row: fill([255, 128, 0])),
    png("RGB of 16 bits", orange, type: 2, depth: 16, row: fill([255, 255, 128, 128, 0, 0])),
    png("RGBA", [79, 93, 159, 128], type: 6, depth: 8, row: fill([255, 128, 0, 128])),
    png(
      "RGBA of 16 bits", [79, 93, 159, 128], type: 6, depth: 16,
      row: fill([255, 255, 128, 128, 0, 0, 128, 128])),
    png(
      "RGBA, nothing to be seen", [16, 128, 128, 0], type: 6, depth: 8, row: fill([255, 9, 0, 0])),
    png(
      "palette of 2 bits", orange, type: 3, depth: 2, row: fill([0xAA], 4),
      extra: [PNGMaker.chunk("PLTE", [0, 0, 0, 1, 1, 1, 255, 128, 0])]),
    png(
      "palette with alpha", [79, 93, 159, 128], type: 3, depth: 8, row: fill([1]),
      extra: [
        PNGMaker.chunk("PLTE", [0, 0, 0, 255, 128, 0]), PNGMaker.chunk("tRNS", [255, 128]),
      ]),
    png(
      "one colour that is transparent", [16, 128, 128, 0], type: 2, depth: 8,
      row: fill([255, 128, 0]),
      extra: [PNGMaker.chunk("tRNS", [0, 255, 0, 128, 0, 0])]),
    // Red 200, green 100, blue 50 of Display P3 are sRGB's 215, 93, 31; of Adobe RGB 227, 100, 42.
    png(
      "Display P3", [114, 89, 184, 255], type: 2, depth: 8, row: fill([200, 100, 50]),
      extra: profiled([
        0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407,
      ]), tolerance: 4),
    png(
      "Adobe RGB", [122, 90, 186, 255], type: 2, depth: 8, row: fill([200, 100, 50]),
      extra: profiled([
        0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457,
      ])),
    png(
      "sRGB by its profile", orange, type: 2, depth: 8, row: fill([255, 128, 0]),
      extra: profiled([
        0.43604, 0.22249, 0.01392, 0.38512, 0.71690, 0.09706, 0.14305, 0.06061, 0.71391,
      ])),
    Row(testDescription: "PNG, interlaced", expected: orange) { bench in
      let passes = [(2, 2), (2, 2), (4, 2), (4, 4), (8, 4), (8, 8), (16, 8)]
      let rows = passes.flatMap { width, height in
        Array(repeating: fill([255, 128, 0], width), count: height)
      }
      return try bench.write(
        PNGMaker(width: 16, height: 16, colorType: 2, isInterlaced: true, rows: rows).bytes,
        as: "a.png")
    },
    Row(testDescription: "PNG, 1×1", expected: orange) { bench in
      try bench.write(TestPixels.even(orangePixel, width: 1, height: 1).png(), as: "a.png")
    },
    Row(testDescription: "PNG under a wrong name", expected: orange) { bench in
      try bench.write(TestPixels.even(orangePixel).png(), as: "a.jpg")
    },
    Row(testDescription: "BMP", expected: orange) { bench in
      let pixels = fill([0, 128, 255], 256)
      let head =
        Array("BM".utf8) + PNGMaker.little(54 + pixels.count, 4) + [0, 0, 0, 0, 54, 0, 0, 0, 40, 0]
        + [0, 0] + PNGMaker.little(16, 4) + PNGMaker.little(16, 4) + [1, 0, 24, 0]
        + Array(repeating: 0, count: 24)
      return try bench.write(head + pixels, as: "a.bmp")
    },
    Row(testDescription: "TIFF", expected: orange) { bench in
      try bench.write(TestPixels.even(orangePixel).tiff(orientation: 1), as: "a.tif")
    },
    Row(testDescription: "PPM", expected: orange) { bench in
      try bench.write(Array("P6\n16 16\n255\n".utf8) + fill([255, 128, 0], 256), as: "a.ppm")
    },
    Row(testDescription: "GIF of one picture", expected: orange) { bench in
      try bench.write(
        GIFMaker(
          width: 16, height: 16, palette: [[0, 0, 0], [255, 128, 0]], frames: [.init(color: 1)]
        )
        .bytes, as: "a.gif")
    },
    Row(testDescription: "GIF whose picture is larger than its canvas", expected: orange) { bench in
      try bench.write(
        GIFMaker(
          width: 16, height: 16, palette: [[0, 0, 0], [255, 128, 0]],
          frames: [.init(width: 19, height: 21, color: 1)]
        )
        .bytes, as: "a.gif")
    },
    encoded(
      "lossy.webp", orange, color: orangePixel, ["-c:v", "libwebp", "-quality", "100"]),
    encoded("lossless.webp", orange, color: orangePixel, ["-c:v", "libwebp", "-lossless", "1"]),
    encoded("subsampled.jpg", orange, color: orangePixel, ["-pix_fmt", "yuvj420p", "-q:v", "1"]),
    heif("4:2:0", orange),
    heif("odd size", orange, size: (63, 65)),
    heif("4:2:2", orange, ["-p", "chroma=422"]),
    heif("4:4:4", orange, ["-p", "chroma=444"]),
    heif(
      "RGB without loss", orange, ["-L", "-p", "chroma=444", "--matrix_coefficients=0"]),
    heif("limited range", orange, ["--full_range_flag=0"]),
    heif("BT.709", orange, ["--matrix_coefficients=1"]),
    heif("grey", [126, 128, 128, 255], pixel: [128], type: 0),
    heif("alpha", [79, 93, 159, 128], pixel: [255, 128, 0, 128], type: 6),
    heif(
      "colours multiplied by alpha", [79, 93, 159, 128], ["--premultiplied-alpha"],
      pixel: [128, 64, 0, 128], type: 6),
    heif(
      "10 bits", orange, ["-b", "10"], pixel: [255, 255, 128, 128, 0, 0], depth: 16),
    heif(
      "10 bits with alpha", [79, 93, 159, 128], ["-b", "10"],
      pixel: [255, 255, 128, 128, 0, 0, 128, 128], type: 6, depth: 16),
    Row(
      testDescription: "HEIC, primaries of Display P3", expected: [114, 89, 184, 255], tolerance: 4
    ) { bench in
      let plain = TestPixels.even([200, 100, 50, 255], width: 64, height: 64)
      _ = try bench.write(plain.png(), as: "plain.png")
      let maker = HEIFMaker(
        tiles: [try HEIFMaker.encode("plain.png", as: "plain.heic", [], bench)],
        tileSize: (64, 64),
        changes: [HEIFMaker.colors(primaries: 12, transfer: 13, matrix: 6)])
      return try bench.write(maker.bytes, as: "a.heic")
    },
    Row(
      testDescription: "HEIC, profile of Display P3", expected: [114, 89, 184, 255], tolerance: 4
    ) { bench in
      let plain = try OrientationTests.encoded(
        .even([200, 100, 50, 255], width: 64, height: 64), as: "plain.jpg",
        ["-pix_fmt", "yuvj444p", "-q:v", "1"], bench)
      let data =
        Array("ICC_PROFILE\0".utf8) + [1, 1]
        + profile([0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407])
      let segment: [UInt8] = [0xFF, 0xE2] + PNGMaker.big(data.count + 2, 2) + data
      _ = try bench.write(plain[..<2] + segment + plain[2...], as: "profiled.jpg")
      _ = try HEIFMaker.encode("profiled.jpg", as: "a.heic", [], bench)
      return bench.path("a.heic")
    },
    heif("4:2:0", orange, ["-A"]),
    heif("alpha", [79, 93, 159, 128], ["-A"], pixel: [255, 128, 0, 128], type: 6),
    heif(
      "12 bits", orange, ["-A", "-b", "12"], pixel: [255, 255, 128, 128, 0, 0], depth: 16),
    // Luma 128 and differences 64 and 192 of BT.601 are the red 218, green 104, blue 15.
    jpeg("Y'CbCr", [121, 77, 181, 255], [128, 64, 192]),
    jpeg("grey", [126, 128, 128, 255], [128]),
    jpeg("RGB", orange, [255, 128, 0], adobe: 0),
    // Cyan 0, magenta 50 %, yellow all, no black.
    jpeg("inks as they are", orange, [0, 127, 255, 0]),
    jpeg(
      "inks of which two have a quarter of the samples", [79, 93, 159, 255], [0, 127, 255, 127],
      size: 256,
      sampling: [0x22, 0x11, 0x11, 0x22]),
    jpeg(
      "inks, all but the first with a quarter of the samples", [79, 93, 159, 255],
      [0, 127, 255, 127], size: 256,
      sampling: [0x22, 0x11, 0x11, 0x11]),
    jpeg("inks inverted, by Adobe", orange, [255, 128, 0, 255], adobe: 0),
    jpeg("inks under black", [79, 93, 159, 255], [0, 127, 255, 127]),
    // The inks 37, 151, 240 as Y'CbCr, and black inverted.
    jpeg("Y'CbCr and black, by Adobe", [121, 77, 181, 255], [127, 192, 64, 255], adobe: 2),
  ]

  @Test(arguments: rows) func hasItsColours(_ row: Row) throws {
    let bench = try Bench()
    let path = try row.make(bench)
    let info = try MediaProbe.probe(path)
    #expect(info.kind == .still)
    #expect(info.video?.duration == .zero && info.index == nil)
    #expect(info.video?.hasAlpha == (row.expected[3] < 255))
    let picture = try StillReader(path: path).picture(width: 16, height: 16, kernel: .bicubic)
    for place in [(0, 0), (7, 8), (15, 15)] {
      let seen = picture.color(x: place.0, y: place.1)
      let values = [seen.luma, seen.blue, seen.red, seen.alpha].map { Int($0) }
      let error = zip(values, row.expected).map { abs($0 - $1) }.max()!
      #expect(error <= row.tolerance, "\(values) for \(row.expected) at \(place)")
    }
  }
}
