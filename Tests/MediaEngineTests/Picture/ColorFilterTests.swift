import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Colours against those of ffmpeg's filters on the same pictures.
@Suite struct ColorFilterTests {
  private static let size = (width: 96, height: 64)

  /// Planes of 4:2:0 in a file, as a picture.
  private func picture(_ bench: Bench, _ name: String, hasAlpha: Bool = false) throws -> Picture {
    let bytes = try bench.bytes(of: name)
    let picture = Picture(
      width: Self.size.width, height: Self.size.height, hasAlpha: hasAlpha)
    var place = 0
    for plane in picture.planes {
      for row in 0..<plane.height {
        for x in 0..<plane.width { plane.row(row)[x] = bytes[place + row * plane.width + x] }
      }
      place += plane.width * plane.height
    }
    return picture
  }

  /// A picture with many colours, and what a filter makes of it.
  private func pair(
    _ bench: Bench, filter: String, source: String = "testsrc2=s=96x64:d=1", alpha: Bool = false
  ) throws -> (source: Picture, wanted: Picture) {
    let format = "-pix_fmt"
    let tags = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    let start =
      "\(source),scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,\(tags)"
    try bench.ffmpeg(
      "-f", "lavfi", "-i", start, "-frames:v", "1", "-f", "rawvideo", bench.path("source.yuv"))
    try bench.ffmpeg(
      "-f", "lavfi", "-i", start + "," + filter, "-frames:v", "1", format,
      alpha ? "yuva420p" : "yuv420p", "-f", "rawvideo", bench.path("wanted.yuv"))
    return (
      try picture(bench, "source.yuv"), try picture(bench, "wanted.yuv", hasAlpha: alpha)
    )
  }

  private func psnr(_ first: Picture.Plane, _ second: Picture.Plane) -> Double {
    let errors = zip(first.pixels, second.pixels).map { Double(Int($0) - Int($1)) }
    let mean = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    return mean == 0 ? 99 : 10 * log10(255 * 255 / mean)
  }

  @Test(
    arguments: [
      "brightness=0.1", "contrast=1.3:saturation=1.5", "gamma=1.4",
      "gamma_r=1.3:gamma_b=0.8:gamma_weight=0.6", "saturation=0",
      "contrast=-1:brightness=-0.2:gamma=0.7",
    ])
  func adjustmentsAreThoseOfFfmpeg(options: String) throws {
    let bench = try Bench()
    let (source, wanted) = try pair(bench, filter: "eq=\(options)")
    var adjustment = ColorAdjustment()
    for option in options.split(separator: ":") {
      let parts = option.split(separator: "=")
      let value = Rational(Int((Double(parts[1])! * 10).rounded()), 10)
      switch parts[0] {
      case "brightness": adjustment.brightness = value
      case "contrast": adjustment.contrast = value
      case "saturation": adjustment.saturation = value
      case "gamma": adjustment.gamma = value
      case "gamma_r": adjustment.gammaRed = value
      case "gamma_b": adjustment.gammaBlue = value
      default: adjustment.gammaWeight = value
      }
    }
    ColorCurves(adjustment).apply(to: source)
    for (own, other) in zip(source.planes, wanted.planes) { #expect(own.pixels == other.pixels) }
  }

  /// A warm look with crushed shadows: every channel depends on all three.
  private func cube(_ size: Int) -> String {
    var text = "TITLE \"warm\"\n# a comment\nLUT_3D_SIZE \(size)\n\n"
    let last = Double(size - 1)
    for blue in 0..<size {
      for green in 0..<size {
        for red in 0..<size {
          let (r, g, b) = (Double(red) / last, Double(green) / last, Double(blue) / last)
          let mean = (r + g + b) / 3
          let result = [
            0.85 * r * (1.5 - 0.5 * r) + 0.1 * mean + 0.03, 0.9 * g + 0.05 * mean,
            0.7 * b * b + 0.2 * b + 0.08 * mean,
          ]
          text += result.map { "\(min(1, $0))" }.joined(separator: " ") + "\n"
        }
      }
    }
    return text
  }

  private let smooth =
    "nullsrc=s=96x64:d=1,format=gbrp,geq=r='20+2*X':g='230-3*Y':b='128+60*sin((X+Y)/30)'"

  @Test func tablesComeCloseToFfmpeg() throws {
    let bench = try Bench()
    _ = try bench.write(Array(cube(17).utf8), as: "warm.cube")
    // Smooth colours, as pictures have them: at hard edges of colour, the two share differences
    // between pixels in different ways.
    let (source, wanted) = try pair(
      bench,
      filter:
        "format=yuv444p,scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int,"
        + "format=gbrp,lut3d=\(bench.path("warm.cube")):interp=tetrahedral,"
        + "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p",
      source: smooth)
    let table = ColorTable(try ColorCube(contentsOf: bench.path("warm.cube")))
    table.apply(to: source)
    let figures = zip(source.planes, wanted.planes).map { psnr($0, $1) }
    #expect(figures[0] > 46 && figures[1] > 44 && figures[2] > 44, "\(figures)")
  }

  @Test func aTableThatChangesNothingChangesNothing() throws {
    let bench = try Bench()
    let lines = (0..<8).map { "\($0 & 1) \($0 >> 1 & 1) \($0 >> 2)" }.joined(separator: "\r\n")
    _ = try bench.write(Array("LUT_3D_SIZE 2\r\n\(lines)\r\n".utf8), as: "same.cube")
    let (source, wanted) = try pair(bench, filter: "null", source: smooth)
    ColorTable(try ColorCube(contentsOf: bench.path("same.cube"))).apply(to: source)
    for (own, other) in zip(source.planes, wanted.planes) {
      let errors = zip(own.pixels, other.pixels).map { abs(Int($0) - Int($1)) }
      #expect(errors.max()! <= 1)
    }
  }

  @Test func aTableIsTheSameAfterItWasWritten() throws {
    let bench = try Bench()
    _ = try bench.write(Array(cube(5).utf8), as: "warm.cube")
    let table = ColorTable(try ColorCube(contentsOf: bench.path("warm.cube")))
    try table.write(to: bench.path("warm.table"))
    let read = try ColorTable(contentsOf: bench.path("warm.table"))
    #expect(read.entries == table.entries && Set(read.entries).count > 1000)
    for count in [0, 7, 12, 5000] {
      let bytes = FileManager.default.contents(atPath: bench.path("warm.table"))!
      _ = try bench.write(Array(bytes.prefix(count)), as: "cut.table")
      #expect(throws: MediaError.self) { try ColorTable(contentsOf: bench.path("cut.table")) }
    }
  }

  @Test(
    arguments: [
      ("", "a.cube is empty"), ("\n", "a.cube:1: no 'LUT_3D_SIZE'"),
      ("LUT_3D_SIZE 2\n0 0 0\n", "a.cube:2: the file ends"),
      ("LUT_3D_SIZE 1\n", "a.cube:1: 'LUT_3D_SIZE' is a whole number"),
      ("\nLUT_3D_SIZE 2\n0 0\n", "a.cube:3: a colour has three numbers"),
      ("LUT_3D_SIZE 2\n0 nan 0\n", "a.cube:2: 'nan' is no number"),
      ("\u{89}PNG\0\n", "a.cube holds no text"),
      ("0 0 0\n", "a.cube:1: the table's size"), ("SIZE 3\n", "a.cube:1: 'SIZE' is no keyword"),
      ("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n2 2 2\n", "a.cube:4: there are more"),
      ("LUT_1D_SIZE 2\nDOMAIN_MAX 0 0 0\n0 0 0\n1 1 1\n", "'DOMAIN_MIN' is not below"),
    ])
  func mistakesInTablesAreNamed(text: String, message: String) throws {
    let bench = try Bench()
    let path = try bench.write(Array(text.utf8), as: "a.cube")
    let error = #expect(throws: MediaError.self) { try ColorCube(contentsOf: path) }
    #expect(error?.message.contains(message) ?? false, "\(error?.message ?? "")")
  }

  @Test func keysAreThoseOfFfmpeg() throws {
    let bench = try Bench()
    // ffmpeg measures from BT.601's differences; this colour's are those of lime in BT.709.
    let lime = VideoColor(Color("#00FF00")!)
    let (source, wanted) = try pair(
      bench,
      filter:
        "chromakey=color=0x\(String(format: "%02x%02x%02x", Int(lime.luma), Int(lime.blue), Int(lime.red)))"
        + ":similarity=0.2:blend=0.1:yuv=1", alpha: true)
    let layer = Picture(width: source.width, height: source.height, hasAlpha: true)
    layer.copy(from: source)
    ChromaKeyer(
      ChromaKey(
        color: Color("#00FF00")!, similarity: Rational(1, 5), blend: Rational(1, 10),
        despill: .zero)
    ).apply(to: layer)
    // Inside: beyond the edge, ffmpeg reads what the pixel before left.
    var (most, changed) = (0, 0)
    for y in 1..<layer.height - 1 {
      for x in 1..<layer.width - 1 {
        let (own, other) = (Int(layer.alpha!.row(y)[x]), Int(wanted.alpha!.row(y)[x]))
        most = max(most, abs(own - other))
        if other < 255 { changed += 1 }
      }
    }
    #expect(most <= 1)
    #expect(changed > 100)
  }

  @Test("A screen that ends beside nothing leaves no line there")
  func screensGoUpToTheirEdge() {
    let layer = Picture(width: 32, height: 24, hasAlpha: true)
    layer.fill(Color("#00FF00")!)
    layer.alpha!.fill(255)
    for y in 0..<layer.height {
      for x in 0..<layer.width where !(8..<24).contains(x) || !(6..<18).contains(y) {
        layer.alpha!.row(y)[x] = 0
        layer.blue.row(y / 2)[x / 2] = 128
        layer.red.row(y / 2)[x / 2] = 128
      }
    }
    ChromaKeyer(
      ChromaKey(
        color: Color("#00FF00")!, similarity: Rational(1, 5), blend: Rational(1, 10),
        despill: .zero)
    ).apply(to: layer)
    let shown = (0..<layer.height).flatMap { y in (0..<layer.width).map { layer.alpha!.row(y)[$0] }
    }
    #expect(shown.allSatisfy { $0 == 0 })
  }

  @Test func spillIsTakenOut() {
    let picture = Picture(width: 4, height: 2, hasAlpha: true)
    picture.fill(Color("#60A060")!)
    picture.alpha!.fill(255)
    let keyer = ChromaKeyer(
      ChromaKey(
        color: Color("#00FF00")!, similarity: Rational(1, 100), blend: .zero, despill: Rational(1)))
    keyer.apply(to: picture)
    #expect(abs(Int(picture.blue.row(0)[0]) - 128) <= 4)
    #expect(abs(Int(picture.red.row(0)[0]) - 128) <= 4)
    #expect(picture.alpha!.row(0)[0] == 255)
    // Skin is far from the screen's hue.
    picture.fill(Color("#D0A080")!)
    let before = picture.means
    keyer.apply(to: picture)
    #expect(picture.means == before)
  }

  @Test func powersAreRight() {
    for base in [0.03, 0.2, 0.5, 0.99, 1.0, 1.7, 40] {
      for exponent in [0.1, 0.45, 1, 2.2, 10] {
        let (own, other) = (ExactMath.power(base, exponent), pow(base, exponent))
        #expect(abs(own - other) <= 1e-11 * other)
      }
    }
  }
}
