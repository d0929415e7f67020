import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct ColorTests {
  private func isNear(_ values: [Double], _ expected: [Double], _ tolerance: Double = 1.5) -> Bool {
    zip(values, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }

  @Test func knownColours() {
    let red = VideoColor(Color("#FF0000")!)
    #expect((red.luma, red.blue, red.red) == (63, 102, 240))
    let white = VideoColor(.white)
    #expect((white.luma, white.blue, white.red) == (235, 128, 128))
    #expect(VideoColor(.black).luma == 16)
    #expect(Picture.filled(Color("#00FF00")!).means == [173, 42, 26])
  }

  @Test(arguments: ["#FF0000", "#00FF00", "#0000FF", "#FFFFFF", "#808080", "#123456"])
  func stillsAndClipsOfAnyMatrixComeOutAlike(text: String) throws {
    let bench = try Bench()
    let color = try #require(Color(text))
    let expected = Picture.filled(color).means
    let source = "color=0x\(text.dropFirst()):s=64x48:d=0.2"
    for (name, filter, arguments) in [
      ("a.png", "format=rgb24", ["-frames:v", "1"]),
      ("b.png", "format=rgba64be", ["-frames:v", "1"]),
      (
        "c.jpg", "scale=out_range=pc:out_color_matrix=bt601,format=yuvj444p",
        ["-frames:v", "1", "-q:v", "1"]
      ),
      (
        "d.mp4", "scale=out_range=tv:out_color_matrix=bt601,format=yuv420p",
        ["-c:v", "libx264", "-crf", "1"]
      ),
      (
        "e.mp4", "scale=out_range=tv:out_color_matrix=bt709,format=yuv420p",
        ["-c:v", "libx264", "-crf", "1", "-colorspace", "bt709"]
      ),
      (
        "f.mp4", "scale=out_range=pc:out_color_matrix=bt709,format=yuv420p",
        ["-c:v", "libx264", "-crf", "1", "-colorspace", "bt709", "-color_range", "pc"]
      ),
      (
        "g.mkv", "scale=out_range=tv:out_color_matrix=bt709,format=yuv444p10le",
        ["-c:v", "libx264", "-crf", "1", "-colorspace", "bt709"]
      ),
      ("h.mkv", "format=gbrp", ["-c:v", "ffv1"]),
    ] {
      try bench.run(
        "ffmpeg",
        ["-v", "error", "-y", "-f", "lavfi", "-i", source, "-vf", filter] + arguments + [
          bench.path(name)
        ])
      let canvas = Picture(width: 64, height: 48)
      let info = try MediaProbe.probe(bench.path(name))
      if info.kind == .still {
        canvas.copy(
          from: try StillReader(path: bench.path(name)).picture(
            width: 64, height: 48, kernel: .bicubic))
      } else {
        let reader = try VideoReader(path: bench.path(name), index: try #require(info.index))
        try reader.draw(
          frame: 0, with: PictureFitter(width: 64, height: 48, fit: .cover, kernel: .bicubic),
          into: canvas)
      }
      #expect(isNear(canvas.means, expected, 2), "\(name): \(canvas.means) is not \(expected)")
    }
  }

  @Test func greyStillsAreFullRange() throws {
    let bench = try Bench()
    for (text, luma) in [("white", 235.0), ("black", 16), ("gray", 126)] {
      try bench.ffmpeg(
        "-f", "lavfi", "-i", "color=\(text):s=64x48,format=rgb24,format=gray", "-frames:v", "1",
        bench.path("a.png"))
      let picture = try StillReader(path: bench.path("a.png")).picture(
        width: 32, height: 24, kernel: .bicubic)
      #expect(isNear(picture.means, [luma, 128, 128]), "\(text): \(picture.means)")
    }
  }

  @Test func transparentStillsArePremultiplied() throws {
    let bench = try Bench()
    // Green behind full transparency must not shine through where pixels are mixed.
    try bench.ffmpeg(
      "-f", "lavfi", "-i",
      "color=0xFF0000@1:s=64x48,format=rgba,geq=r='if(lt(X,33),255,0)':g='if(lt(X,33),0,255)':b=0:a='if(lt(X,33),255,0)'",
      "-frames:v", "1", bench.path("a.png"))
    let still = try StillReader(path: bench.path("a.png"))
    #expect(still.hasAlpha)
    let layer = try still.picture(width: 32, height: 24, kernel: .bicubic)
    let canvas = Picture.filled(Color("#FF0000")!, width: 32, height: 24)
    let before = canvas.means
    canvas.composite(layer, x: 0, y: 0, opacity: 256)
    #expect(isNear(canvas.means, before, 1), "\(canvas.means) was \(before)")
    #expect(canvas.luma.pixels.allSatisfy { abs(Int($0) - 63) <= 3 })
  }

  @Test func gradientsAreSmooth() {
    let canvas = Picture(width: 256, height: 144)
    canvas.fill(gradient: [.black, Color("#202020")!], degrees: 0)
    // 27 steps over 144 rows: means of 8 rows must follow the line, whatever 8 bits allow.
    let end = Double(VideoColor(Color("#202020")!).luma)
    for top in stride(from: 0, to: 144, by: 8) {
      let mean = canvas.luma.part(x: 0, y: top, width: 256, height: 8).mean
      let ideal = 16 + (27.4837 * (Double(top) + 4) / 144)
      #expect(abs(mean - ideal) < 0.1, "\(mean) at \(top), not \(ideal)")
    }
    #expect(abs(end - 43.48) < 0.6)
    canvas.fill(gradient: [.black, .white], degrees: 90)
    #expect(canvas.luma.row(70)[0] < 20 && canvas.luma.row(70)[255] > 231)
    canvas.fill(gradient: [Color("#336699")!], degrees: 45)
    #expect(Set(canvas.luma.pixels).count <= 2)
  }

  @Test func translucentLayersMix() {
    let canvas = Picture.filled(.black)
    let layer = Picture(width: 20, height: 10, hasAlpha: true)
    layer.fill(Color(red: 255, green: 255, blue: 255, alpha: 128))
    canvas.composite(layer, x: 4, y: 6, opacity: 256)
    #expect(abs(Int(canvas.luma.row(8)[10]) - 126) <= 1)
    #expect(canvas.luma.row(8)[3] == 16 && canvas.luma.row(8)[24] == 16)
    canvas.composite(layer, x: 30, y: 6, opacity: 128)
    #expect(abs(Int(canvas.luma.row(8)[40]) - 71) <= 1)
    // Over the edges.
    for (x, y) in [(-10, -4), (60, 44), (-20, 0), (64, 48)] {
      canvas.composite(layer, x: x, y: y, opacity: 256)
    }
    #expect(abs(Int(canvas.luma.row(0)[0]) - 126) <= 1)
    // An opaque colour arrives as it is, chroma too.
    let red = Picture(width: 8, height: 8, hasAlpha: true)
    red.fill(Color("#FF0000")!)
    canvas.composite(red, x: 20, y: 30, opacity: 256)
    #expect(canvas.luma.row(33)[22] == 63)
    #expect(canvas.blue.row(16)[11] == 102 && canvas.red.row(16)[11] == 240)
  }

  @Test func layersOfOddSizeLeaveNoColouredEdge() {
    for hasAlpha in [true, false] {
      let canvas = Picture.filled(Color("#808080")!)
      let layer = Picture(width: 7, height: 5, hasAlpha: hasAlpha)
      layer.fill(Color("#808080")!)
      canvas.composite(layer, x: 2, y: 2, opacity: 256)
      #expect(canvas.blue.pixels.allSatisfy { abs(Int($0) - 128) <= 1 })
      let red = Picture(width: 7, height: 5, hasAlpha: hasAlpha)
      red.fill(Color("#FF0000")!)
      canvas.composite(red, x: 2, y: 2, opacity: 256)
      // The sample at the odd edge is half red.
      #expect(abs(Int(canvas.red.row(1)[4]) - 184) <= 2)
      #expect(abs(Int(canvas.red.row(3)[4]) - 156) <= 2)
      #expect(canvas.red.row(1)[1] == 240)
    }
  }

  @Test func textHasTheFilmsColours() {
    let layer = TextLayer(width: 64, height: 48)
    let bitmap = TextBitmap(
      x: 5, y: 7, width: 20, height: 10, stride: 20, pixels: [UInt8](repeating: 255, count: 200),
      color: Color("#FF0000")!)
    layer.set([bitmap])
    let canvas = Picture.filled(.white)
    layer.draw(onto: canvas)
    #expect(
      canvas.luma.row(10)[10] == 63 && canvas.luma.row(10)[4] == 235
        && canvas.luma.row(6)[10] == 235)
    #expect(canvas.blue.row(6)[6] == 102 && canvas.red.row(6)[6] == 240)
    layer.set([])
    #expect(layer.isEmpty)
    let untouched = Picture.filled(.white)
    layer.draw(onto: untouched)
    #expect(untouched.luma.pixels.allSatisfy { $0 == 235 })
  }
}
