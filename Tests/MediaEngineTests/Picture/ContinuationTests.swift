import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// A reader that stands somewhere in a file and serves the next segment, instead of one that is
/// opened anew.
@Suite struct ContinuationTests {
  struct Kind: CustomTestStringConvertible, Sendable {
    var file: String
    var arguments: [String]
    /// Whether a reader that has drawn picture 40 may go on; `nil` where that is the muxer's choice.
    var goesOn: Bool?

    var testDescription: String { "\(file) \(arguments.joined(separator: " "))" }
  }

  static let kinds = [
    Kind(file: "a.mp4", arguments: ["-c:v", "libx264", "-g", "25", "-bf", "3"], goesOn: true),
    Kind(file: "a.mov", arguments: ["-c:v", "libx264", "-g", "500"], goesOn: true),
    Kind(file: "a.mkv", arguments: ["-c:v", "libx264", "-g", "25"], goesOn: true),
    Kind(file: "a.ts", arguments: ["-c:v", "libx264", "-g", "25"], goesOn: true),
    // Parameter sets before each picture, of which a decoder that begins later misses some.
    Kind(
      file: "sets.ts",
      arguments: [
        "-c:v", "libx264", "-g", "25", "-flags", "+global_header", "-bsf:v", "dump_extra=freq=all",
      ], goesOn: false),
    Kind(
      file: "a.mp4",
      arguments: ["-c:v", "libx265", "-x265-params", "log-level=none:keyint=25:open-gop=0"],
      goesOn: true),
    Kind(
      file: "open.mp4",
      arguments: ["-c:v", "libx264", "-x264-params", "open-gop=1:keyint=10:bframes=4"],
      goesOn: false),
    Kind(
      file: "open-hevc.mp4",
      arguments: ["-c:v", "libx265", "-x265-params", "log-level=none:keyint=10:open-gop=1"],
      goesOn: false),
    Kind(
      file: "refresh.mp4",
      arguments: ["-c:v", "libx264", "-x264-params", "intra-refresh=1:keyint=15"], goesOn: nil),
    Kind(
      file: "fields.mp4",
      arguments: [
        "-vf", "tinterlace=interleave_top", "-c:v", "libx264", "-g", "500", "-x264-params", "tff=1",
      ], goesOn: false),
    Kind(file: "a.webm", arguments: ["-c:v", "libvpx-vp9", "-cpu-used", "8"], goesOn: false),
    Kind(file: "raw.h264", arguments: ["-c:v", "libx264"], goesOn: true),
    Kind(file: "a.avi", arguments: ["-c:v", "mpeg4", "-bf", "2"], goesOn: true),
    Kind(file: "a.gif", arguments: ["-vf", "scale=32:24"], goesOn: false),
  ]

  private func clip(_ bench: Bench, _ name: String, _ arguments: [String]) throws -> String {
    try bench.run(
      "ffmpeg",
      ["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=25", "-frames:v", "60"]
        + ["-pix_fmt", name.hasSuffix(".gif") ? "pal8" : "yuv420p"] + arguments
        + [bench.path(name)])
    return bench.path(name)
  }

  private func draw(_ frames: some Sequence<Int>, of reader: VideoReader) throws -> [[UInt8]] {
    let canvas = Picture(width: 96, height: 64)
    let fitter = PictureFitter(width: 96, height: 64, fit: .stretch, kernel: .bilinear)
    return try frames.map { number in
      try reader.draw(frame: number, with: fitter, into: canvas)
      return canvas.luma.pixels + canvas.blue.pixels + canvas.red.pixels
    }
  }

  @Test(arguments: kinds) func goesOnWhereNothingDependsOnIt(_ kind: Kind) throws {
    let bench = try Bench()
    let path = try clip(bench, kind.file, kind.arguments)
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    #expect(!reader.canGoOn(path: path, index: index, at: 0))
    _ = try draw(0...40, of: reader)
    let goesOn = reader.canGoOn(path: path, index: index, at: 43)
    if let expected = kind.goesOn { #expect(goesOn == expected) }
    #expect(!reader.canGoOn(path: path, index: index, at: 39))
    guard goesOn else { return }
    let fresh = try VideoReader(path: path, index: index)
    #expect(try draw(43..<60, of: reader) == draw(43..<60, of: fresh))
  }

  @Test func searchesForAKeyFrameOnTheWay() throws {
    let bench = try Bench()
    let path = try clip(bench, "a.mp4", ["-c:v", "libx264", "-g", "25", "-sc_threshold", "0"])
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    _ = try draw([20], of: reader)
    #expect(reader.canGoOn(path: path, index: index, at: 24))
    #expect(!reader.canGoOn(path: path, index: index, at: 25))
  }

  @Test func goesOnInTheSameFileOnly() throws {
    let bench = try Bench()
    let path = try clip(bench, "a.mp4", ["-c:v", "libx264", "-g", "500"])
    var index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    _ = try draw([20], of: reader)
    let copy = bench.path("b.mp4")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    #expect(!reader.canGoOn(path: copy, index: index, at: 30))
    #expect(!reader.canGoOn(path: bench.path("none"), index: index, at: 30))
    index.end += 1
    #expect(!reader.canGoOn(path: path, index: index, at: 30))
    index.end -= 1
    #expect(reader.canGoOn(path: path, index: index, at: 30))
    #expect(rename(copy, path) == 0)
    #expect(!reader.canGoOn(path: path, index: index, at: 30))
  }

  @Test func theNewUserIsAskedWhetherToGoOn() throws {
    let bench = try Bench()
    let path = try clip(bench, "a.mp4", ["-c:v", "libx264", "-g", "500"])
    let index = try #require(try MediaProbe.probe(path).index)
    var looks = [0, 0]
    let reader = try VideoReader(path: path, index: index) { looks[0] += 1 }
    _ = try draw(0...20, of: reader)
    let first = looks[0]
    reader.goOn { looks[1] += 1 }
    _ = try draw([30], of: reader)
    #expect(looks[0] == first && looks[1] > 2)
  }

  @Test(arguments: VideoInput.all) func makesNoDifferenceInAnyKindOfFile(
    _ input: VideoInput
  ) throws {
    let bench = try Bench()
    let path = bench.path(input.file)
    try input.make(bench, path)
    try expectNoDifference(path, from: 4)
  }

  @Test(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
  func makesNoDifferenceInRealFiles() throws {
    let folder = realMedia()! + "/video"
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      if try expectNoDifference("\(folder)/\(name)", from: 40) { count += 1 }
    }
    #expect(count > 5)
  }

  /// Draws some pictures behind one by a reader that stands there, if it may, and by a new one.
  ///
  /// - Returns: Whether it may.
  @discardableResult
  private func expectNoDifference(_ path: String, from start: Int) throws -> Bool {
    guard let index = try MediaProbe.probe(path).index else { return false }
    let count = index.frames.count
    let start = min(start, count - 1)
    let reader = try VideoReader(path: path, index: index)
    _ = try draw(0...start, of: reader)
    guard
      let next = (start..<min(start + 8, count)).last(where: {
        reader.canGoOn(path: path, index: index, at: $0)
      })
    else { return false }
    let fresh = try VideoReader(path: path, index: index)
    let frames = next..<min(next + 8, count)
    #expect(try draw(frames, of: reader) == draw(frames, of: fresh), "\(path)")
    return true
  }
}
