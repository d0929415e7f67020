import Foundation
import Testing

/// Images of kinds that only the worker knows, through both programs.
@Suite("Images")
struct ImageTests {
  private static let drawing = """
    <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'><rect width='16' height='9' fill='lime'/></svg>
    """

  /// A picture of 1 × 1 pixel of each of two colours, 100 ms each, without end.
  private static func gif() -> Data {
    func frame(_ code: UInt8) -> [UInt8] {
      [0x21, 0xF9, 4, 4, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, code, 1, 0]
    }
    return Data(
      Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255, 0x21, 0xFF, 11]
        + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0] + frame(0x44) + frame(0x4C) + [0x3B])
  }

  @Test("A drawing, and an animated image that goes on as long as its scene")
  func film() throws {
    let folder = try Folder()
    try folder.write(Self.drawing, to: "a.svg")
    try Self.gif().write(to: URL(fileURLWithPath: folder.path("b.gif")))
    try folder.write(
      """
      scenes:
        - { clip: a.svg, duration: 0.5s }
        - { clip: b.gif, duration: 1s }
        - clip: { path: b.gif, loop: false }
          duration: 0.5s
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    let result = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-i", folder.path("film.mp4"), "-vf",
        "scale=1:1:flags=area:in_color_matrix=bt709,format=rgb24", "-f", "rawvideo",
        folder.path("frames"),
      ], in: folder)
    #expect(result.status == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path("frames"))))
    let names = stride(from: 0, to: bytes.count, by: 3).map { place -> Character in
      let pixel = bytes[place..<place + 3].map { Int($0) }
      if pixel[1] > 200 { return "g" }
      return pixel[0] > 200 ? "r" : pixel[2] > 200 ? "b" : "?"
    }
    #expect(String(names) == "ggggg" + "rbrbrbrbrb" + "rbbbb")
  }

  @Test("Images that are refused name the file and its place in the recipe")
  func refusals() throws {
    let folder = try Folder()
    try folder.write(
      Self.drawing.replacingOccurrences(of: "</svg>", with: "<text>Words</text></svg>"),
      to: "a.svg")
    try Self.gif().prefix(60).write(to: URL(fileURLWithPath: folder.path("b.gif")))
    for (name, words) in [("a.svg", "contains text"), ("b.gif", "cut short")] {
      try folder.write(
        "scenes: [{ clip: \(name), duration: 1s }]\noutputs: [{ path: film.mp4 }]",
        to: "film.yaml")
      let build = try folder.build("film.yaml")
      #expect(build.status == 1)
      #expect(build.result.errors.contains(words), "\(build.result.errors)")
      #expect(build.result.errors.contains(name), "\(build.result.errors)")
    }
  }
}
