import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

@Suite struct VideoReaderTests {
  /// The numbers of the frames that a reader shows, by their luma.
  private func shown(_ path: String, _ order: [Int]) throws -> [Int] {
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    let fitter = PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bicubic)
    let canvas = Picture(width: 64, height: 48)
    return try order.map { number in
      try reader.draw(frame: number, with: fitter, into: canvas)
      return Int(((canvas.luma.mean - 16) / 3).rounded())
    }
  }

  @Test(arguments: [
    ("a.mp4", ["-c:v", "libx264", "-bf", "3", "-g", "12", "-crf", "5"]),
    (
      "open.mp4",
      ["-c:v", "libx264", "-x264-params", "open-gop=1:keyint=10:bframes=4", "-crf", "5"]
    ),
    ("one-gop.mkv", ["-c:v", "libx264", "-g", "1000", "-crf", "5"]),
    (
      "hevc.mp4",
      ["-c:v", "libx265", "-x265-params", "log-level=none:keyint=12:open-gop=1", "-crf", "5"]
    ),
    ("mpeg4.avi", ["-c:v", "mpeg4", "-bf", "2", "-g", "12", "-q:v", "1"]),
    ("vp9.webm", ["-c:v", "libvpx-vp9", "-g", "12", "-crf", "5", "-b:v", "0", "-cpu-used", "8"]),
    ("mpeg2.ts", ["-c:v", "mpeg2video", "-bf", "2", "-g", "12", "-q:v", "1"]),
    ("mpeg2.mpg", ["-c:v", "mpeg2video", "-bf", "2", "-g", "12", "-q:v", "1"]),
    ("raw.h264", ["-c:v", "libx264", "-bf", "2", "-crf", "5"]),
    ("mjpeg.mov", ["-c:v", "mjpeg", "-q:v", "1"]),
  ])
  func everyFrameIsFoundFromEverywhere(name: String, arguments: [String]) throws {
    let bench = try Bench()
    let path = try bench.countingClip(name, arguments)
    let forward = Array(0..<60)
    #expect(try shown(path, forward) == forward)
    let jumps = [59, 0, 30, 29, 31, 12, 11, 13, 58, 24, 1, 47, 47, 2]
    let found = try shown(path, jumps)
    #expect(found == jumps)
  }

  /// What is counted is decoded from the start, which takes long in a long file.
  @Test(arguments: [("raw.h264", ["-c:v", "libx264"]), ("a.gif", ["-vf", "scale=32:24"])])
  func workEndsOnTheWayToAPicture(name: String, arguments: [String]) throws {
    let bench = try Bench()
    let path = try bench.countingClip(name, arguments)
    let index = try #require(try MediaProbe.probe(path).index)
    #expect(index.isCounted)
    struct Ended: Error {}
    var looks = 0
    var limit = Int.max
    let reader = try VideoReader(path: path, index: index) {
      looks += 1
      if looks > limit { throw Ended() }
    }
    let fitter = PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bicubic)
    let canvas = Picture(width: 64, height: 48)
    try reader.draw(frame: 40, with: fitter, into: canvas)
    #expect(looks > 40)
    (looks, limit) = (0, 20)
    #expect(throws: Ended.self) { try reader.draw(frame: 39, with: fitter, into: canvas) }
    #expect(looks == 21)
    // The reader is as good as new.
    limit = .max
    try reader.draw(frame: 39, with: fitter, into: canvas)
  }

  @Test func timesPickTheFrameThatHasBegun() throws {
    let bench = try Bench()
    let path = try bench.countingClip("a.mp4", ["-c:v", "libx264", "-crf", "5"])
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    let tick = Rational(1, 30)
    func number(_ frame: Int, start: Rational = .zero, end: Rational? = nil) -> Int {
      reader.index.frameNumber(at: start + Rational(frame) * tick, tick: tick, end: end)
    }
    // At 25 frames a second under 30: the last with n/25 at most k/30 + 1/60.
    for frame in 0..<72 {
      #expect(number(frame) == min(59, Int((Double(frame) / 30 + 1.0 / 60 + 1e-9) * 25)))
    }
    #expect(number(1000) == 59)
    #expect(number(100, end: Rational(1)) == 24)
    #expect(number(100, end: Rational(101, 100)) == 25)
    #expect(number(0, start: Rational(1)) == 25)
    #expect(number(0, start: Rational(-5)) == 0)
  }

  @Test func variableRatesKeepTheirTimes() throws {
    let bench = try Bench()
    let path = try bench.countingClip(
      "vfr.mp4",
      [
        "-vf", "setpts='if(lt(N,20),N,20+(N-20)*3)/25/TB'", "-vsync", "vfr", "-c:v", "libx264",
        "-crf", "5",
      ])
    let index = try #require(try MediaProbe.probe(path).index)
    #expect(index.frames.count == 60)
    let times = index.frames.map { Rational(Int($0.time - index.frames[0].time)) * index.timeBase }
    #expect(times[19] == Rational(19, 25))
    #expect(times[22] == Rational(26, 25))
  }

  @Test func editListsAreHonoured() throws {
    let bench = try Bench()
    _ = try bench.countingClip("whole.mp4", ["-c:v", "libx264", "-g", "20", "-crf", "5"])
    // Cut at frame 25, whose key frame is 20: five pictures are decoded and not shown.
    try bench.ffmpeg(
      "-ss", "1.0", "-i", bench.path("whole.mp4"), "-c", "copy", bench.path("cut.mp4"))
    let index = try #require(try MediaProbe.probe(bench.path("cut.mp4")).index)
    #expect(index.frames.count == 35)
    #expect(try shown(bench.path("cut.mp4"), [0, 1, 34]) == [25, 26, 59])
  }

  @Test func recordingsMayStartAnywhere() throws {
    let bench = try Bench()
    _ = try bench.countingClip(
      "whole.ts", ["-c:v", "libx264", "-g", "20", "-bf", "2", "-sc_threshold", "0", "-crf", "5"])
    let whole = try bench.bytes(of: "whole.ts")
    let cut = try bench.write(Array(whole.dropFirst(188 * 12)), as: "cut.ts")
    let index = try #require(try MediaProbe.probe(cut).index)
    #expect(index.frames.count > 30 && index.frames.count < 60)
    // What cannot be decoded is replaced by the first picture that can.
    let numbers = try shown(cut, Array(index.frames.indices))
    #expect(numbers.first == 20)
    #expect(numbers.last == 59)
    #expect(numbers == numbers.sorted())
  }

  @Test func uprightSizesAreKnown() throws {
    let bench = try Bench()
    _ = try bench.countingClip("a.mp4", frames: 3, ["-c:v", "libx264"])
    try bench.ffmpeg(
      "-i", bench.path("a.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90",
      bench.path("turned.mp4"))
    let turned = try #require(try MediaProbe.probe(bench.path("turned.mp4")).video)
    #expect((turned.width, turned.height) == (48, 64))
    try bench.ffmpeg(
      "-i", bench.path("a.mp4"), "-vf", "setsar=4/3", "-c:v", "libx264", bench.path("wide.mp4"))
    let wide = try #require(try MediaProbe.probe(bench.path("wide.mp4")).video)
    #expect((wide.width, wide.height) == (85, 48))
  }

  @Test func coverPicturesAreNoVideo() throws {
    let bench = try Bench()
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "color=red:s=32x32:d=1", "-map", "0",
      "-map", "1:v", "-frames:v", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic",
      "-id3v2_version", "3", bench.path("song.mp3"))
    let info = try MediaProbe.probe(bench.path("song.mp3"))
    #expect(info.kind == .sound)
    #expect(info.video == nil)
  }

  @Test func damageIsReportedWithTheFilesName() throws {
    let bench = try Bench()
    let path = bench.path("a.mkv")
    try bench.ffmpeg(
      "-f", "lavfi", "-i", "testsrc2=s=320x240:d=2", "-c:v", "libx264", "-g", "50", path)
    let index = try #require(try MediaProbe.probe(path).index)
    var bytes = try bench.bytes(of: "a.mkv")
    for place in stride(from: bytes.count / 3, to: bytes.count / 3 + 2000, by: 3) {
      bytes[place] ^= 0x5A
    }
    let broken = try bench.write(bytes, as: "broken.mkv")
    let reader = try VideoReader(path: broken, index: index)
    let fitter = PictureFitter(width: 64, height: 48, fit: .stretch, kernel: .bicubic)
    let canvas = Picture(width: 64, height: 48)
    do {
      for number in 0..<50 { try reader.draw(frame: number, with: fitter, into: canvas) }
      Issue.record("damage went unnoticed")
    } catch let error as MediaError {
      #expect(error.code == .damaged)
      #expect(error.message.contains("broken.mkv"))
    }
  }

  @Test func interlacedPicturesAreMadeWhole() throws {
    let bench = try Bench()
    // A bar that moves: the two fields of a frame show it at different places.
    try bench.ffmpeg(
      "-f", "lavfi", "-i",
      "color=black:s=128x96:r=50:d=1,format=yuv420p,geq=lum='if(between(X,2*N,2*N+20),235,16)':cb=128:cr=128",
      "-vf", "interlace=scan=tff:lowpass=0", "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-q:v",
      "1",
      bench.path("i.mpg"))
    let path = bench.path("i.mpg")
    let reader = try VideoReader(path: path, index: try #require(try MediaProbe.probe(path).index))
    let canvas = Picture(width: 128, height: 96)
    try reader.draw(
      frame: 10, with: PictureFitter(width: 128, height: 96, fit: .stretch, kernel: .bicubic),
      into: canvas)
    // Rows above each other agree at the bar's edges.
    var combed = 0
    for y in 10..<80 {
      for x in 0..<128 where abs(Int(canvas.luma.row(y)[x]) - Int(canvas.luma.row(y + 1)[x])) > 100
      { combed += 1 }
    }
    #expect(combed < 20)
  }
}
