import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Pictures beside a join are as good as those in the middle of a piece.
@Suite struct JoinQualityTests {
  private static let (width, height) = (320, 180)

  /// The mean likeness of pictures by their place in a piece.
  private struct Quality {
    var first = Mean()
    var second = Mean()
    var middle = Mean()
    var last = Mean()
    var all = Mean()
    var bytes = 0

    var text: String {
      let values = [("first", first), ("second", second), ("middle", middle), ("last", last)]
      return values.map { "\($0.0) \(String(format: "%.4f", $0.1.value))" }.joined(separator: ", ")
        + ", all \(String(format: "%.4f", all.value)), \(bytes) bytes"
    }
  }

  private struct Mean {
    private var sum = 0.0
    private var count = 0.0
    var value: Double { count > 0 ? sum / count : 0 }

    mutating func add(_ value: Double) {
      sum += value
      count += 1
    }
  }

  private static let count = 60

  @Test(arguments: ["made", "flower_720p_30.mp4", "butterfly_720p_29.97.mp4"])
  func qualityDoesNotPump(name: String) throws {
    guard let sources = try name == "made" ? Self.madePictures() : Self.pictures(of: name) else {
      print("skipped: there is no \(name)")
      return
    }
    let count = Self.count
    let whole = try quality(of: sources, lengths: [count])
    for length in [30, 12] {
      let pieces = try quality(
        of: sources, lengths: Array(repeating: length, count: count / length))
      if ProcessInfo.processInfo.environment["REEL_FIGURES"] != nil {
        print("\(name), pieces of \(length): \(pieces.text); one piece: \(whole.text)")
      }
      #expect(pieces.last.value > pieces.middle.value - 0.02)
      #expect(pieces.first.value > pieces.middle.value - 0.02)
      #expect(pieces.all.value > whole.all.value - 0.01)
    }
  }

  private func quality(of sources: [Picture], lengths: [Int]) throws -> Quality {
    let bench = try Bench()
    var quality = Quality()
    var start = 0
    for length in lengths {
      let encoder = try SegmentEncoder(
        settings: .init(
          width: Self.width, height: Self.height, frameRate: Rational(25), preset: "veryfast",
          crf: 23), frames: length)
      for picture in sources[start..<start + length] { try encoder.append(picture) }
      try encoder.finish(writingTo: bench.path("piece"))
      quality.bytes += try PacketFile(path: bench.path("piece")).packets.reduce(0) { $0 + $1.size }
      let film = FilmDescription(
        width: Self.width, height: Self.height, frameRate: Rational(25), segments: [length],
        chunks: [], samples: 0)
      try FilmMuxer(film, video: [bench.path("piece")], sound: []).write(to: bench.path("film.mp4"))
      let decoded = Picture(width: Self.width, height: Self.height)
      var place = 0
      try StrictDecoder(path: bench.path("film.mp4")).decode { piece in
        guard case .picture(_, _, _, let bytes) = piece else { return }
        for row in 0..<Self.height {
          decoded.luma.row(row).update(
            from: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self) + row * Self.width,
            count: Self.width)
        }
        let likeness = sources[start + place].luma.likeness(to: decoded.luma, step: 16)
        quality.all.add(likeness)
        switch place {
        case 0: quality.first.add(likeness)
        case 1: quality.second.add(likeness)
        case length - 1: quality.last.add(likeness)
        default: quality.middle.add(likeness)
        }
        place += 1
      }
      #expect(place == length)
      start += length
    }
    return quality
  }

  /// A texture that moves over a gradient.
  private static func madePictures() -> [Picture] {
    (0..<count).map { frame in
      let picture = Picture(width: width, height: height)
      picture.blue.fill(120)
      picture.red.fill(136)
      for y in 0..<height {
        for x in 0..<width {
          let (u, v) = (x + 3 * frame, y + frame)
          let grain = (u * 73 ^ v * 151 ^ (u * v) >> 4) & 31
          picture.luma.row(y)[x] = UInt8(40 + x / 4 + grain + ((u / 24 + v / 16) & 1) * 60)
        }
      }
      return picture
    }
  }

  private static func pictures(of name: String) throws -> [Picture]? {
    guard let path = realMedia().map({ $0 + "/video/" + name }),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    let index = try #require(try MediaProbe.probe(path).index)
    let reader = try VideoReader(path: path, index: index)
    let fitter = PictureFitter(width: width, height: height, fit: .cover, kernel: .bicubic)
    return try (0..<count).map { number in
      let picture = Picture(width: width, height: height)
      try reader.draw(frame: number, with: fitter, into: picture)
      return picture
    }
  }
}
