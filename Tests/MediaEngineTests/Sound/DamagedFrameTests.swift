import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Files that are nothing but frames, one behind the other: MP3, MP2, ADTS.
@Suite struct DamagedFrameTests {
  private let sounds: DamagedSoundTests

  init() throws { sounds = try DamagedSoundTests() }

  private static let kinds: [(name: String, arguments: [String])] = [
    ("a.mp3", ["-b:a", "128k"]), ("b.mp3", ["-q:a", "4"]),
    ("c.mp3", ["-b:a", "64k", "-ar", "22050"]), ("d.mp3", ["-b:a", "32k", "-ar", "8000"]),
    ("e.mp3", ["-b:a", "96k", "-ac", "1", "-write_xing", "0", "-id3v2_version", "0"]),
    ("f.mp3", ["-b:a", "128k", "-ar", "44100"]), ("a.mp2", ["-b:a", "192k", "-ar", "44100"]),
    ("a.aac", ["-b:a", "128k"]),
  ]

  private func frames(_ number: Int) throws -> [UInt8] {
    try sounds.file(Self.kinds[number].name, Self.kinds[number].arguments)
  }

  private static func kind(_ number: Int) -> FrameHeader.Kind {
    kinds[number].name.hasSuffix("aac") ? .adts : .mpeg
  }

  /// Where frames begin, by their headers.
  private static func places(_ bytes: [UInt8], _ kind: FrameHeader.Kind) -> [Int] {
    var place = 0
    if bytes.starts(with: Array("ID3".utf8)) {
      place = 10 + bytes[6..<10].reduce(0) { $0 << 7 | Int($1) }
    }
    var places: [Int] = []
    while place < bytes.count, let header = FrameHeader(kind, bytes[place...].prefix(7)) {
      places.append(place)
      place += header.length
    }
    return places
  }

  private static func noise(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3 &+ $0 &* 7) & 0x7F }
  }

  @Test(arguments: kinds.indices) func headersLeadFromFrameToFrame(number: Int) throws {
    let whole = try frames(number)
    let places = Self.places(whole, Self.kind(number))
    let last = try #require(places.last)
    let header = try #require(FrameHeader(Self.kind(number), whole[last...].prefix(7)))
    #expect(last + header.length == whole.count)
    #expect(places.count > 50)
  }

  @Test(arguments: kinds.indices) func damage(number: Int) throws {
    let whole = try frames(number)
    let places = Self.places(whole, Self.kind(number))
    let middle = places[places.count / 2]
    var header = whole
    header[middle] = 0x55
    let zeros = DamagedSoundTests.holed(whole, count: 2000)
    let missing = Array(whole[..<(middle + 50)] + whole[(middle + 150)...])
    let more = Array(whole[..<middle] + Self.noise(3000) + whole[middle...])
    for (bytes, name) in [
      (header, "header"), (zeros, "zeros"), (missing, "missing"), (more, "more"),
    ] {
      let message = try sounds.failure(bytes)
      let time = DamagedSoundTests.seconds(message) ?? 0
      #expect(abs(time - 2) < 0.3, "\(name): \(message ?? "none")")
      #expect(try sounds.failure(bytes, end: Rational(1)) == nil, "\(name)")
    }
  }

  @Test(arguments: kinds.indices) func oddButWhole(number: Int) throws {
    let whole = try frames(number)
    let places = Self.places(whole, Self.kind(number))
    let middle = places[places.count / 2]
    let title = Array("ID3".utf8) + [3, 0, 0, 0, 0, 2, 0] + Self.noise(256)
    let short = Array("TAG".utf8) + [UInt8](repeating: 32, count: 125)
    let ape =
      Array("APETAGEX".utf8) + [0xD0, 7, 0, 0, 232, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xA0]
      + [UInt8](repeating: 0, count: 8) + Self.noise(1000)
    let lyrics = Array("LYRICSBEGIN".utf8) + Self.noise(300) + Array("000300LYRICS200".utf8)
    let parts: [(String, [UInt8])] = [
      ("a title in the middle", Array(whole[..<middle] + title + whole[middle...])),
      ("joined", whole + whole), ("joined behind a title", whole + short + whole),
      ("titles behind it", whole + ape + lyrics + short),
      ("joined behind titles", whole + ape + lyrics + short + title + whole),
      ("zeros behind it", whole + [UInt8](repeating: 0, count: 10_000)),
      ("zeros and a title behind it", whole + [UInt8](repeating: 0, count: 10_000) + short),
      ("cut at its end", Array(whole.dropLast(1000 + 33))),
      // Nothing proves that a frame is missing.
      ("one frame less", Array(whole[..<middle] + whole[places[places.count / 2 + 1]...])),
    ]
    for (name, bytes) in parts {
      let message = try sounds.failure(bytes)
      #expect(message == nil, "\(name): \(message ?? "")")
    }
    // libavformat takes ADTS frame by frame, and loses one there.
    guard Self.kind(number) == .mpeg else { return }
    for (name, bytes) in [
      ("behind something else", Self.noise(1500) + whole[places[0]...]),
      ("joined behind a cut frame", Array(whole[..<(middle + 77)]) + title + whole),
      ("a few bytes between", Array(whole[..<middle] + [0, 0, 0] + whole[middle...])),
    ] {
      let message = try sounds.failure(bytes)
      #expect(message == nil, "\(name): \(message ?? "")")
    }
  }

  @Test func cutFilesWithoutAnyTitle() throws {
    let whole = try frames(4)
    let places = Self.places(whole, .mpeg)
    let cut = Array(whole[..<(places[places.count / 2] + 77)])
    #expect(try sounds.failure(cut + whole) == nil)
    // From the middle of a file, frames lean on others that are missing.
    #expect(try sounds.failure(cut + whole[places[20]...]) != nil)
  }

  @Test func ofOtherForms() throws {
    let (first, second) = (try frames(0), try frames(5))
    #expect(try sounds.failure(first + second) == nil)
    let start = Self.places(second, .mpeg)[1]
    #expect(try sounds.failure(first + second[start...]) == nil)
  }

  /// Made to be searched again and again: it comes to an end soon.
  @Test func hostileFrames() throws {
    let whole = try frames(0)
    let pieces: [[UInt8]] = [
      Array("LYRICSBEGIN".utf8), [0x49], [0xFF, 0xFB], Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 0],
      [0xFF, 0xFB, 0x90, 0x64], Array("APETAGEX".utf8) + [UInt8](repeating: 255, count: 24),
    ]
    for piece in pieces {
      var bytes = whole
      while bytes.count < 300_000 { bytes += piece }
      let clock = ContinuousClock()
      let time = try clock.measure { _ = try sounds.failure(bytes + whole) }
      #expect(time < .seconds(20), "\(piece)")
    }
  }
}
