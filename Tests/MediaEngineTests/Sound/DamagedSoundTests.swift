import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Sound of which a part is lost is refused, with the place; what was cut at its ends is heard.
@Suite struct DamagedSoundTests {
  private let bench = try! Bench()

  /// What is wrong with a file's sound; `nil` if it can be heard.
  func failure(
    _ bytes: [UInt8], start: Rational = .zero, end: Rational? = nil, as name: String = "damaged"
  ) throws -> String? {
    let path = try bench.write(bytes, as: name)
    do {
      _ = try SoundDecoder(path: path, start: start, end: end, filterLength: 16).decode { _ in }
      return nil
    } catch let error as MediaError {
      #expect(error.code == .damaged, "\(error)")
      #expect(error.message.hasPrefix(path) && error.message.hasSuffix("."))
      return String(error.message.dropFirst(path.count + 1))
    }
  }

  /// Four seconds of noise, which no codec makes small.
  func file(_ name: String, _ arguments: String..., seconds: Int = 4) throws -> [UInt8] {
    try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i",
        "anoisesrc=r=48000:a=0.4:seed=3:d=\(seconds),aformat=channel_layouts=stereo",
      ] + arguments + [name])
    return try bench.bytes(of: name)
  }

  /// Overwrites a part of a file by zeros.
  static func holed(_ bytes: [UInt8], at part: Double = 0.5, count: Int = 3000) -> [UInt8] {
    var bytes = bytes
    let place = Int(Double(bytes.count) * part)
    for index in place..<min(bytes.count, place + count) { bytes[index] = 0 }
    return bytes
  }

  /// The first time in a message.
  static func seconds(_ message: String?) -> Double? {
    message?.split(separator: " ").lazy.compactMap { word in
      Double(word.hasSuffix(":") ? word.dropLast() : word)
    }.first
  }

  @Test func packetsThatCannotBeDecoded() throws {
    for (name, arguments) in [
      ("a.m4a", ["-c:a", "aac", "-b:a", "128k"]), ("a.mov", ["-c:a", "alac"]),
      ("a.flac", ["-c:a", "flac"]),
    ] {
      try bench.run(
        "ffmpeg",
        [
          "-v", "error", "-y", "-f", "lavfi", "-i",
          "anoisesrc=r=48000:a=0.4:seed=3:d=4,aformat=channel_layouts=stereo",
        ] + arguments + [name])
      let whole = try bench.bytes(of: name)
      #expect(try failure(whole) == nil, "\(name)")
      let message = try failure(Self.holed(whole))
      let time = try #require(Self.seconds(message), "\(name): \(message ?? "none")")
      #expect(abs(time - 2) < 0.3, "\(name): \(message!)")
      // What lies before the damage is good, and so is what lies behind it.
      #expect(try failure(Self.holed(whole), end: Rational(3, 2)) == nil, "\(name)")
      #expect(try failure(Self.holed(whole), start: Rational(5, 2)) == nil, "\(name)")
      #expect(try failure(Self.holed(whole), start: Rational(3, 2)) != nil, "\(name)")
    }
  }

  @Test func aSingleBitOfFLAC() throws {
    for name in ["a.flac", "a.mka"] {
      var bytes = try file(name, "-c:a", "flac")
      bytes[bytes.count / 2] ^= 4
      let message = try failure(bytes)
      #expect(abs((Self.seconds(message) ?? 0) - 2) < 0.3, "\(name): \(message ?? "none")")
    }
  }

  @Test func aCutFileWhoseHeaderKnowsItsLength() throws {
    for name in ["a.flac", "a.m4a"] {
      let whole = try file(name, "-movflags", "+faststart")
      let cut = Array(whole.prefix(whole.count * 3 / 4))
      let message = try failure(cut)
      #expect(abs((Self.seconds(message) ?? 0) - 3) < 0.2, "\(name): \(message ?? "none")")
      #expect(try failure(cut, end: Rational(2)) == nil, "\(name)")
    }
  }

  @Test func whatIsCutAtItsEndsIsHeard() throws {
    // Without a header that could know better.
    let adts = try file("a.aac", "-b:a", "128k")
    #expect(try failure(Array(adts.dropFirst(20_011).dropLast(20_017))) == nil)
    let mp3 = try file("a.mp3", "-b:a", "128k")
    #expect(try failure(Array(mp3.dropFirst(20_011).dropLast(20_017))) == nil)
    // FLAC that was written to a pipe.
    var flac = try file("a.flac")
    for place in 21..<26 { flac[place] &= place == 21 ? 0xF0 : 0 }
    #expect(try failure(Array(flac.dropLast(50_000))) == nil)
  }
}
