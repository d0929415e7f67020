import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Fields of different times, with flags that are right, wrong or missing.
@Suite struct InterlacedInputTests {
  /// A bar that goes to the right by six pixels a field over a soft ground.
  private static let motion =
    "color=gray:s=160x480:r=50,format=yuv420p,"
    + "geq=lum='128+40*sin(X/9)*cos(Y/11)+60*lt(abs(mod(X-6*N,160)-40),12)':cb=128:cr=128"

  private static func clip(
    _ bench: Bench, interlaced: String?, flags: [String]
  ) throws -> String {
    let weave = interlaced.map { ",tinterlace=\($0)" } ?? ",framestep=2"
    let output = try bench.run(
      "ffmpeg",
      ["-v", "error", "-y", "-f", "lavfi", "-i", motion + weave, "-frames:v", "20"] + flags
        + [bench.path("a.mkv")])
    if !output.isEmpty { print(output) }
    return bench.path("a.mkv")
  }

  private static let mpeg2 = ["-c:v", "mpeg2video", "-q:v", "2"]

  private static let fields = mpeg2 + ["-flags", "+ilme+ildct"]
  private static let x264 = ["-c:v", "libx264", "-crf", "10"]

  private struct Kind: Sendable {
    var weave: String?
    var flags: [String]
    var scanning: Scanning
  }

  private static let kinds: [Kind] = [
    Kind(weave: "interleave_top", flags: fields + ["-top", "1"], scanning: .topFirst),
    Kind(weave: "interleave_bottom", flags: fields + ["-top", "0"], scanning: .bottomFirst),
    // The flag names the other field.
    Kind(weave: "interleave_top", flags: fields + ["-top", "0"], scanning: .topFirst),
    Kind(
      weave: "interleave_top", flags: x264 + ["-x264-params", "tff=1"], scanning: .topFirst),
    // No flag at all.
    Kind(weave: "interleave_top", flags: x264, scanning: .topFirst),
    Kind(weave: "interleave_bottom", flags: x264, scanning: .bottomFirst),
    // A flag, and nothing to it.
    Kind(weave: nil, flags: fields + ["-top", "1"], scanning: .progressive),
    Kind(
      weave: nil, flags: x264 + ["-x264-params", "fake-interlaced=1"], scanning: .progressive),
    Kind(weave: nil, flags: x264, scanning: .progressive),
  ]

  @Test(arguments: kinds.indices)
  func fieldsAreToldByThePixels(kind: Int) throws {
    let bench = try Bench()
    let kind = Self.kinds[kind]
    let path = try Self.clip(bench, interlaced: kind.weave, flags: kind.flags)
    #expect(try MediaProbe.probe(path).index?.scanning == kind.scanning)
  }

  /// Rows of one picture that do not fit their neighbours.
  private func comb(_ picture: Picture) -> Double {
    var sum = 0
    for y in 2..<(picture.height - 2) {
      let (above, row, below) = (
        picture.luma.row(y - 1), picture.luma.row(y), picture.luma.row(y + 1)
      )
      for x in 0..<picture.width { sum += abs(Int(above[x]) + Int(below[x]) - 2 * Int(row[x])) }
    }
    return Double(sum) / Double(picture.width * picture.height)
  }

  @Test func picturesAreWhole() throws {
    let bench = try Bench()
    func worst(_ weave: String?, _ flags: [String]) throws -> Double {
      let path = try Self.clip(bench, interlaced: weave, flags: flags)
      let index = try #require(try MediaProbe.probe(path).index)
      let reader = try VideoReader(path: path, index: index)
      let canvas = Picture(width: 160, height: 480)
      let fitter = PictureFitter(width: 160, height: 480, fit: .stretch, kernel: .bicubic)
      return try (2..<18).map { number in
        try reader.draw(frame: number, with: fitter, into: canvas)
        return comb(canvas)
      }.max()!
    }
    let x264 = ["-c:v", "libx264", "-crf", "5"]
    let whole = try worst(nil, x264)
    #expect(try worst("interleave_top", x264) < whole * 1.5 + 1)
    #expect(
      try worst("interleave_bottom", Self.mpeg2 + ["-flags", "+ilme", "-top", "1"]) < whole * 1.5
        + 1)
  }

  /// From a key frame on, pictures are the same as when all before them were decoded.
  @Test func everyWayLeadsToTheSamePicture() throws {
    let bench = try Bench()
    let path = try Self.clip(
      bench, interlaced: "interleave_top", flags: ["-c:v", "libx264", "-g", "5", "-crf", "10"])
    let index = try #require(try MediaProbe.probe(path).index)
    let canvas = Picture(width: 160, height: 480)
    func drawn(_ reader: VideoReader, _ number: Int) throws -> [UInt8] {
      let fitter = PictureFitter(width: 160, height: 480, fit: .stretch, kernel: .bicubic)
      try reader.draw(frame: number, with: fitter, into: canvas)
      return canvas.luma.pixels
    }
    let forward = try VideoReader(path: path, index: index)
    for number in 0..<20 {
      let expected = try drawn(forward, number)
      let fresh = try VideoReader(path: path, index: index)
      #expect(try drawn(fresh, number) == expected, "picture \(number)")
    }
  }

  @Test(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
  func realFields() throws {
    let media = realMedia()!
    #expect(
      try MediaProbe.probe(media + "/video/made_london_480i_29.97_tff.mpg").index?.scanning
        == .topFirst)
    for name in [
      "friday_640x480_speech.mp4", "street_1080p_25.mp4", "sign_language_book_640x480_30.mkv",
      "bee_720p_29.97.mp4",
    ] {
      let scanning = try MediaProbe.probe(media + "/video/" + name).index?.scanning
      #expect(scanning == .progressive || scanning == .flagged, "\(name)")
    }
  }
}
