import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// High light and wide colours, against ffmpeg's own chain of filters.
@Suite struct ToneTests {
  private static let chain =
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"

  /// A lossless clip of one frame with a square of each colour, given in codes of 10 bits.
  static func clip(
    _ bench: Bench, _ colors: [SIMD3<Int>], transfer: String, pixels: String = "yuv420p10le",
    _ arguments: [String] = []
  ) throws -> String {
    let width = 32 * colors.count
    var bytes: [UInt8] = []
    for (component, size) in [(0, 32), (1, 16), (2, 16)] {
      let row = colors.flatMap { color in
        [[UInt8]](
          repeating: [UInt8(color[component] & 255), UInt8(color[component] >> 8)], count: size
        ).flatMap { $0 }
      }
      for _ in 0..<size { bytes += row }
    }
    let raw = try bench.write(bytes, as: "raw")
    let tags = "setparams=color_primaries=bt2020:color_trc=\(transfer):colorspace=bt2020nc:range=tv"
    try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p10le", "-s", "\(width)x32", "-i",
        raw, "-vf", "\(tags),format=\(pixels)", "-color_primaries", "bt2020", "-color_trc",
        transfer, "-colorspace", "bt2020nc", "-c:v", "ffv1", "-level", "3",
      ] + arguments + [bench.path("patches.mkv")])
    return bench.path("patches.mkv")
  }

  /// The colours in the middle of each square.
  private static func patches(_ planes: [[UInt8]], count: Int) -> [SIMD3<Int>] {
    (0..<count).map { patch in
      let luma = 16 * 32 * count + 32 * patch + 16
      let chroma = 8 * 16 * count + 16 * patch + 8
      return SIMD3(Int(planes[0][luma]), Int(planes[1][chroma]), Int(planes[2][chroma]))
    }
  }

  private func drawn(_ path: String, frame: Int) throws -> Picture {
    let info = try MediaProbe.probe(path)
    let video = try #require(info.video)
    let reader = try VideoReader(path: path, index: try #require(info.index))
    let canvas = Picture(width: video.width, height: video.height)
    try reader.draw(
      frame: frame,
      with: PictureFitter(
        width: video.width, height: video.height, fit: .stretch, kernel: .bicubic), into: canvas)
    return canvas
  }

  /// Decibels between a picture and the one that ffmpeg's chain makes, by red, green and blue as
  /// a screen shows them: colours that no screen can show are the nearest that it can.
  private func likeness(
    _ bench: Bench, _ path: String, frame: Int, chain: String = ToneTests.chain
  ) throws -> [Double] {
    try bench.ffmpeg(
      "-i", path, "-vf", "select=eq(n\\,\(frame)),\(chain)", "-frames:v", "1", "-vsync", "0",
      "-f", "rawvideo", bench.path("expected"))
    let picture = try drawn(path, frame: frame)
    let expected = try bench.bytes(of: "expected").map(Double.init)
    let own = picture.planes.flatMap(\.pixels).map(Double.init)
    var sums = SIMD3<Double>()
    let (width, height) = (picture.width, picture.height)
    for y in 0..<height {
      for x in 0..<width {
        let difference =
          Self.light(own, x, y, width, height) - Self.light(expected, x, y, width, height)
        sums += difference * difference
      }
    }
    return (0..<3).map { 10 * log10(Double(width * height) / max(1e-9, sums[$0])) }
  }

  private static func light(
    _ planes: [Double], _ x: Int, _ y: Int, _ width: Int, _ height: Int
  ) -> SIMD3<Double> {
    let chroma = width * height + y / 2 * (width / 2) + x / 2
    let luma = (planes[y * width + x] - 16) / 219
    let blue = (planes[chroma] - 128) / 224
    let red = (planes[chroma + width * height / 4] - 128) / 224
    let color = SIMD3(
      luma + 1.5748 * red, luma - 0.187324 * blue - 0.468124 * red, luma + 1.8556 * blue)
    return color.clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 1))
  }

  /// Colours that BT.709 can show, so that nothing is cut off.
  private static let colors = [
    SIMD3(300, 512, 512), SIMD3(500, 512, 512), SIMD3(700, 512, 512), SIMD3(400, 450, 600),
    SIMD3(500, 480, 560), SIMD3(500, 560, 480), SIMD3(600, 500, 540), SIMD3(640, 470, 470),
  ]

  @Test(arguments: ["yuv420p10le", "yuv422p10le", "yuv444p12le", "gbrp12le"])
  func highLightIsThatOfFFmpeg(pixels: String) throws {
    let bench = try Bench()
    let path = try Self.clip(bench, Self.colors, transfer: "smpte2084", pixels: pixels)
    try bench.ffmpeg(
      "-i", path, "-vf", Self.chain, "-f", "rawvideo", bench.path("expected"))
    let bytes = try bench.bytes(of: "expected")
    let area = 32 * 32 * Self.colors.count
    let expected = Self.patches(
      [
        Array(bytes[..<area]), Array(bytes[area..<(area * 5 / 4)]), Array(bytes[(area * 5 / 4)...]),
      ], count: Self.colors.count)
    let made = Self.patches(
      try drawn(path, frame: 0).planes.map(\.pixels), count: Self.colors.count)
    for (made, expected) in zip(made, expected) {
      let error = made &- expected
      #expect((0..<3).allSatisfy { abs(error[$0]) <= 1 }, "\(made), ffmpeg makes \(expected)")
    }
  }

  /// Worked out from ITU-R BT.2100 apart from this program: ffmpeg's filter applies the screen's
  /// gamma to each of red, green and blue, which changes hues.
  @Test func hybridLogGamma() throws {
    let bench = try Bench()
    let path = try Self.clip(bench, Self.colors, transfer: "arib-std-b67")
    let made = Self.patches(
      try drawn(path, frame: 0).planes.map(\.pixels), count: Self.colors.count)
    let expected = [
      SIMD3(76, 128, 128), SIMD3(122, 128, 128), SIMD3(175, 128, 128), SIMD3(94, 115, 156),
      SIMD3(118, 121, 145), SIMD3(119, 141, 115), SIMD3(142, 125, 142), SIMD3(154, 114, 104),
    ]
    for (made, expected) in zip(made, expected) {
      let error = made &- expected
      #expect((0..<3).allSatisfy { abs(error[$0]) <= 1 }, "\(made), not \(expected)")
    }
  }

  /// White of 1,000 nits is white where the file says so, and light of 4,000 where it says that.
  @Test func theBrightestLightIsWhite() throws {
    let bench = try Bench()
    for (nits, code, peak) in [(0, 723, 10), (1000, 723, 10), (4000, 855, 40)] {
      let path = bench.path("white\(nits).mp4")
      try bench.run(
        "ffmpeg",
        [
          "-v", "error", "-y", "-f", "lavfi", "-i",
          "color=black:s=64x48:r=25,format=yuv420p10le,geq=lum=\(code):cb=512:cr=512",
          "-frames:v", "2", "-c:v", "libx265", "-x265-params",
          "log-level=none:lossless=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
            + (nits > 0 ? ":max-cll=\(nits),400" : ""),
          path,
        ])
      #expect(try MediaProbe.probe(path).index?.peak == peak)
      let luma = try drawn(path, frame: 1).luma
      let levels = Set(
        (0..<luma.height).flatMap { row in
          (0..<luma.width).map { luma.row(row)[$0] }
        })
      #expect(levels.isSubset(of: [234, 235, 236]), "\(nits) nits become \(levels)")
    }
  }

  /// Without high light, wide primaries are all that has to be changed.
  @Test func wideColours() throws {
    let bench = try Bench()
    let path = try Self.clip(bench, Self.colors, transfer: "bt2020-10")
    try bench.ffmpeg(
      "-i", path, "-vf", "zscale=p=bt709:t=bt709:m=bt709:r=tv,format=yuv420p", "-f", "rawvideo",
      bench.path("expected"))
    let bytes = try bench.bytes(of: "expected")
    let area = 32 * 32 * Self.colors.count
    let expected = Self.patches(
      [
        Array(bytes[..<area]), Array(bytes[area..<(area * 5 / 4)]), Array(bytes[(area * 5 / 4)...]),
      ], count: Self.colors.count)
    let made = Self.patches(
      try drawn(path, frame: 0).planes.map(\.pixels), count: Self.colors.count)
    for (made, expected) in zip(made, expected) {
      let error = made &- expected
      #expect((0..<3).allSatisfy { abs(error[$0]) <= 1 }, "\(made), ffmpeg makes \(expected)")
    }
  }

  @Test func powersAreExact() {
    for x in [1e-9, 0.001, 0.3, 0.99, 1, 1.5, 100, 12345.678] {
      for y in [0.0126, 0.4, 1 / 2.4, 1, 2.4, 6.277] {
        let exact = pow(x, y)
        #expect(abs(ExactMath.power(x, y) - exact) <= exact * 1e-12)
      }
    }
    #expect(ExactMath.power(0, 2.4) == 0)
  }

  /// The table against the functions that it was made of.
  @Test(arguments: [ToneMapping.Transfer.pq, .hlg])
  func theTableIsFine(transfer: ToneMapping.Transfer) {
    let mapping = ToneMapping(transfer: transfer, primaries: .bt2020, matrix: .bt2020, peak: 10)
    let table = ToneMapper.mapper(for: mapping)
    let target = Picture(width: 2, height: 2)
    var (worst, sum, count) = (SIMD3<Double>(), SIMD3<Double>(), 0.0)
    for y in stride(from: 67, to: 800, by: 23) {
      for cb in stride(from: 400, to: 620, by: 19) {
        for cr in stride(from: 400, to: 620, by: 17) {
          let luma = (Double(y) - 64) / 876
          let red = luma + 1.4746 * (Double(cr) - 512) / 896
          let blue = luma + 1.8814 * (Double(cb) - 512) / 896
          let green = (luma - 0.2627 * red - 0.0593 * blue) / 0.678
          guard min(red, green, blue) >= 0, max(red, green, blue) <= 1 else { continue }
          let exact = mapping.map(SIMD3(red, green, blue))
          let l = [UInt16](repeating: UInt16(y), count: 4)
          let b = [UInt16](repeating: UInt16(cb), count: 1)
          let r = [UInt16](repeating: UInt16(cr), count: 1)
          l.withUnsafeBufferPointer { l in
            b.withUnsafeBufferPointer { b in
              r.withUnsafeBufferPointer { r in
                table.apply(
                  TonePlanes(
                    luma: .init(base: l.baseAddress!, stride: 2),
                    blue: .init(base: b.baseAddress!, stride: 1),
                    red: .init(base: r.baseAddress!, stride: 1)),
                  luma: target.luma, blue: target.blue, red: target.red)
              }
            }
          }
          let newLuma = 0.2126 * exact.x + 0.7152 * exact.y + 0.0722 * exact.z
          let wanted = SIMD3(
            16 + 219 * newLuma, 128 + 224 * (exact.z - newLuma) / 1.8556,
            128 + 224 * (exact.x - newLuma) / 1.5748)
          let made = SIMD3(
            Double(target.luma.base[0]), Double(target.blue.base[0]), Double(target.red.base[0]))
          let error = made - wanted
          worst = worst.replacing(with: error * error, where: error * error .> worst)
          sum += error * error
          count += 1
        }
      }
    }
    let mean = sum / count
    // Rounding to whole codes alone makes 1/12.
    #expect((0..<3).allSatisfy { mean[$0] < 0.1 && worst[$0] < 25 }, "\(mean), \(worst)")
    #expect(count > 4000)
  }

  @Test(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
  func realHighLight() throws {
    let bench = try Bench()
    for frame in [40, 150, 250] {
      let likeness = try likeness(
        bench, realMedia()! + "/video/nasa_hdr10_320x180.mp4", frame: frame)
      #expect(likeness.min()! > 40, "\(likeness) dB")
    }
  }
}
