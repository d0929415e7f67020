import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Clips that can be seen through: red, opaque on the left, half transparent in the middle, and
/// invisible on the right.
@Suite struct AlphaInputTests {
  static let codings: [(String, [String])] = [
    (
      "a.vp8.webm",
      [
        "-c:v", "libvpx", "-threads", "1", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0", "-b:v",
        "2M", "-crf", "4",
      ]
    ),
    (
      "a.vp9.webm",
      ["-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p", "-crf", "4", "-b:v", "0", "-cpu-used", "8"]
    ),
    ("a.prores.mov", ["-c:v", "prores_ks", "-profile:v", "4444", "-pix_fmt", "yuva444p10le"]),
    ("a.png.mov", ["-c:v", "png", "-pix_fmt", "rgba"]),
    ("a.qtrle.mov", ["-c:v", "qtrle", "-pix_fmt", "argb"]),
    ("a.ffv1.mkv", ["-c:v", "ffv1", "-level", "3", "-pix_fmt", "yuva420p"]),
    ("a.utvideo.avi", ["-c:v", "utvideo", "-pix_fmt", "gbrap"]),
  ]

  static func clip(_ bench: Bench, _ name: String, _ arguments: [String]) throws -> String {
    let pixels = arguments[arguments.firstIndex(of: "-pix_fmt")! + 1]
    let output = try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i",
        "color=red:s=96x48:r=25,format=rgba,geq=r=255:g=0:b=0:a='if(lt(X,32),255,if(lt(X,64),128,0))'",
        "-vf", "scale=out_color_matrix=bt601,format=\(pixels)", "-frames:v",
        "5",
      ] + arguments + [bench.path(name)])
    if !output.isEmpty { print(output) }
    return bench.path(name)
  }

  private func mean(_ plane: Picture.Plane, third: Int) -> Double {
    let width = plane.width / 3
    return plane.part(x: third * width + 4, y: 8, width: width - 8, height: plane.height - 16).mean
  }

  @Test(arguments: codings)
  func transparencyIsKept(name: String, arguments: [String]) throws {
    let bench = try Bench()
    let path = try Self.clip(bench, name, arguments)
    let info = try MediaProbe.probe(path)
    #expect(info.video?.hasAlpha == true)
    let reader = try VideoReader(path: path, index: try #require(info.index))
    let fitter = PictureFitter(width: 96, height: 48, fit: .stretch, kernel: .bicubic)
    let layer = Picture(width: 96, height: 48, hasAlpha: true)
    layer.alpha!.fill(77)
    let canvas = Picture(width: 96, height: 48)
    canvas.fill(.white)
    for frame in [3, 0] {
      try reader.draw(frame: frame, with: fitter, into: layer)
      // Premultiplied red, which is (63, 102, 240).
      for (third, alpha) in [(0, 255.0), (1, 128), (2, 0)] {
        let share = alpha / 255
        #expect(abs(mean(layer.alpha!, third: third) - alpha) < 3)
        #expect(abs(mean(layer.luma, third: third) - (16 + 47 * share)) < 4)
        #expect(abs(mean(layer.blue, third: third) - (128 - 26 * share)) < 4)
        #expect(abs(mean(layer.red, third: third) - (128 + 112 * share)) < 4)
      }
      // Without an alpha plane to draw into, black shines through.
      try reader.draw(frame: frame, with: fitter, into: canvas)
      #expect(abs(mean(canvas.luma, third: 1) - 40) < 4)
      #expect(abs(mean(canvas.luma, third: 2) - 16) < 2)
    }
  }

  /// What a fit leaves free is as transparent as the clip's own holes.
  @Test func barsAreTransparent() throws {
    let bench = try Bench()
    let path = try bench.countingClip("a.mp4", frames: 3, ["-c:v", "libx264", "-crf", "5"])
    let reader = try VideoReader(path: path, index: try #require(try MediaProbe.probe(path).index))
    let layer = Picture(width: 128, height: 48, hasAlpha: true)
    try reader.draw(
      frame: 2, with: PictureFitter(width: 128, height: 48, fit: .contain, kernel: .bicubic),
      into: layer)
    let row = (0..<128).map { layer.alpha!.row(20)[$0] }
    #expect(row == (0..<128).map { (32..<96).contains($0) ? 255 : 0 })
    #expect(layer.luma.row(20)[0] == 16)
    try reader.draw(
      frame: 2, with: PictureFitter(width: 128, height: 48, fit: .blur, kernel: .bicubic),
      into: layer)
    #expect(layer.alpha!.mean == 255)
  }

  @Test(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
  func realTransparency() throws {
    let path = realMedia()! + "/video/alpha_small.webm"
    let info = try MediaProbe.probe(path)
    let video = try #require(info.video)
    #expect(video.hasAlpha)
    let reader = try VideoReader(path: path, index: try #require(info.index))
    let layer = Picture(width: video.width, height: video.height, hasAlpha: true)
    try reader.draw(
      frame: 0,
      with: PictureFitter(
        width: video.width, height: video.height, fit: .stretch, kernel: .bicubic), into: layer)
    let bench = try Bench()
    try bench.ffmpeg(
      "-c:v", "libvpx-vp9", "-i", path, "-frames:v", "1", "-vf", "alphaextract", "-f", "rawvideo",
      "-pix_fmt", "gray", bench.path("alpha"))
    #expect(layer.alpha!.pixels == (try bench.bytes(of: "alpha")))
  }
}
