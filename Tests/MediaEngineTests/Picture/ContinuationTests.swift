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
    /// Of a second run of ffmpeg, over what the first has made.
    var copy: [String]?
    /// Whether a reader that has drawn picture 40 may go on; `nil` where that is the muxer's choice.
    var goesOn: Bool?

    var testDescription: String { "\(file) \((arguments + (copy ?? [])).joined(separator: " "))" }

    init(_ file: String, _ arguments: [String], copy: [String]? = nil, goesOn: Bool?) {
      (self.file, self.arguments, self.copy, self.goesOn) = (file, arguments, copy, goesOn)
    }
  }

  private static func x264(_ options: String) -> [String] {
    ["-c:v", "libx264", "-x264-params", options]
  }

  static let kinds = [
    Kind("a.mp4", x264("keyint=25:bframes=3"), goesOn: true),
    Kind("a.mov", x264("keyint=500"), goesOn: true),
    Kind("a.mkv", x264("keyint=25:b-pyramid=normal:bframes=5"), goesOn: true),
    Kind("a.ts", x264("keyint=25"), goesOn: true),
    Kind("main.mp4", x264("keyint=500") + ["-profile:v", "main"], goesOn: true),
    // With a hypothetical decoder's buffer, and own matrices.
    Kind(
      "buffer.mp4",
      x264("keyint=500:nal-hrd=vbr:vbv-maxrate=500:vbv-bufsize=500:cqm=jvt:overscan=show"),
      goesOn: true),
    // The same parameter sets before each picture.
    Kind(
      "sets.ts",
      x264("keyint=25") + ["-flags", "+global_header", "-bsf:v", "dump_extra=freq=all"],
      goesOn: true),
    Kind("open.mp4", x264("open-gop=1:keyint=10:bframes=4"), goesOn: false),
    Kind("refresh.mp4", x264("intra-refresh=1:keyint=15"), goesOn: nil),
    Kind(
      "fields.mp4", ["-vf", "tinterlace=interleave_top"] + x264("keyint=500:tff=1"), goesOn: false),
    Kind("colors.mp4", x264("keyint=500") + ["-pix_fmt", "yuv444p"], goesOn: false),
    // Pictures are missing to which others refer, and such to which none refers.
    Kind(
      "lost.mkv", x264("keyint=500:bframes=3:b-adapt=0:scenecut=0"),
      copy: ["-bsf:v", "noise=amount=0:drop='eq(n,9)'"], goesOn: false),
    Kind(
      "unneeded.mkv", x264("keyint=500:bframes=1:b-adapt=0:scenecut=0"),
      copy: ["-bsf:v", "noise=amount=0:drop='eq(n,10)'"], goesOn: true),
    Kind(
      "hevc.mp4", ["-c:v", "libx265", "-x265-params", "log-level=none:keyint=25:open-gop=0"],
      goesOn: false),
    Kind("a.webm", ["-c:v", "libvpx-vp9", "-cpu-used", "8"], goesOn: false),
    Kind("raw.h264", ["-c:v", "libx264"], goesOn: true),
    Kind("a.avi", ["-c:v", "mpeg4", "-bf", "2"], goesOn: true),
    Kind("a.gif", ["-vf", "scale=32:24"], goesOn: false),
  ]

  private func clip(_ bench: Bench, _ kind: Kind) throws -> String {
    let path = bench.path(kind.file)
    let first = kind.copy == nil ? path : bench.path("first-\(kind.file)")
    try bench.run(
      "ffmpeg",
      ["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=96x64:r=25", "-frames:v", "60"]
        + ["-pix_fmt", kind.file.hasSuffix(".gif") ? "pal8" : "yuv420p"] + kind.arguments
        + [first])
    if let copy = kind.copy {
      try bench.run("ffmpeg", ["-v", "error", "-y", "-i", first, "-c", "copy"] + copy + [path])
    }
    return path
  }

  private func clip(_ bench: Bench, _ name: String, _ options: String) throws -> String {
    try clip(bench, Kind(name, Self.x264(options), goesOn: true))
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
    let path = try clip(bench, kind)
    let index = try #require(try MediaProbe.probe(path).index)
    let rest = 43..<index.frames.count
    #expect(rest.count > 10)
    let fresh = try VideoReader(path: path, index: index)
    let expected = try draw(rest, of: fresh)
    // One from the start on, and one that has skipped pictures on its way to the first.
    for start in [0, 33] {
      let reader = try VideoReader(path: path, index: index)
      #expect(!reader.canGoOn(path: path, index: index, at: 0))
      _ = try draw(start...40, of: reader)
      let goesOn = reader.canGoOn(path: path, index: index, at: 43)
      if let wanted = kind.goesOn { #expect(goesOn == wanted) }
      #expect(!reader.canGoOn(path: path, index: index, at: 39))
      if goesOn { #expect(try draw(rest, of: reader) == expected) }
    }
  }

  @Test func searchesForAKeyFrameOnTheWay() throws {
    let bench = try Bench()
    let path = try clip(bench, "a.mp4", "keyint=25:scenecut=0")
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    _ = try draw([20], of: reader)
    #expect(reader.canGoOn(path: path, index: index, at: 24))
    #expect(!reader.canGoOn(path: path, index: index, at: 25))
  }

  @Test func goesOnInTheSameFileOnly() throws {
    let bench = try Bench()
    let path = try clip(bench, "a.mp4", "keyint=500")
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
    let path = try clip(bench, "a.mp4", "keyint=500")
    let index = try #require(try MediaProbe.probe(path).index)
    var looks = [0, 0]
    let reader = try VideoReader(path: path, index: index) { looks[0] += 1 }
    _ = try draw(0...20, of: reader)
    let first = looks[0]
    reader.goOn { looks[1] += 1 }
    _ = try draw([30], of: reader)
    #expect(looks[0] == first && looks[1] > 2)
  }

  @Test func makesNoDifferenceInAnyKindOfFile() throws {
    var count = 0
    for input in VideoInput.all {
      let bench = try Bench()
      let path = bench.path(input.file)
      try input.make(bench, path)
      if try expectNoDifference(path, from: 4) { count += 1 }
    }
    #expect(count > 15)
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
