import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Sound of which a part is lost is refused, with the place; what was cut at its ends is heard.
@Suite struct DamagedSoundTests {
  let bench: Bench

  init() throws { bench = try Bench() }

  /// What is wrong with a file's sound; `nil` if it can be heard.
  func failure(
    _ bytes: [UInt8], start: Rational = .zero, end: Rational? = nil, as name: String = "damaged"
  ) throws -> String? {
    let path = try bench.write(bytes, as: name)
    do {
      _ = try SoundDecoder(path: path, start: start, end: end, filterLength: 16).decode { _ in }
      return nil
    } catch let error as MediaError {
      #expect([.damaged, .cutShort].contains(error.code), "\(error)")
      #expect(error.message.hasPrefix(path) && error.message.hasSuffix("."))
      return String(error.message.dropFirst(path.count + 1))
    }
  }

  /// Four seconds of noise, which no codec makes small.
  func file(_ name: String, _ arguments: [String] = []) throws -> [UInt8] {
    let output = try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i",
        "anoisesrc=r=48000:a=0.4:seed=3:d=4,aformat=channel_layouts=stereo",
      ] + arguments + [name])
    if !output.isEmpty { print(output) }
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
      let whole = try file(name, arguments)
      #expect(try failure(whole) == nil, "\(name)")
      let message = try failure(Self.holed(whole))
      let time = try #require(Self.seconds(message), "\(name): \(message ?? "none")")
      #expect(abs(time - 2) < 0.3, "\(name): \(message!)")
      if name != "a.flac" { #expect(message!.hasSuffix(" s cannot be decoded."), "\(message!)") }
      // What lies before the damage is good, and so is what lies behind it.
      #expect(try failure(Self.holed(whole), end: Rational(3, 2)) == nil, "\(name)")
      #expect(try failure(Self.holed(whole), start: Rational(5, 2)) == nil, "\(name)")
      #expect(try failure(Self.holed(whole), start: Rational(3, 2)) != nil, "\(name)")
    }
  }

  @Test func aSingleBitOfFLAC() throws {
    for name in ["a.flac", "a.mka"] {
      var bytes = try file(name, ["-c:a", "flac"])
      bytes[bytes.count / 2] ^= 4
      let message = try failure(bytes)
      #expect(abs((Self.seconds(message) ?? 0) - 2) < 0.3, "\(name): \(message ?? "none")")
    }
  }

  @Test func aCutFileWhoseHeaderKnowsItsLength() throws {
    for name in ["a.flac", "a.m4a"] {
      let whole = try file(name, ["-movflags", "+faststart"])
      let cut = Array(whole.prefix(whole.count * 3 / 4))
      let message = try failure(cut)
      #expect(abs((Self.seconds(message) ?? 0) - 3) < 0.2, "\(name): \(message ?? "none")")
      #expect(try failure(cut, end: Rational(2)) == nil, "\(name)")
    }
  }

  /// Programs that copy packets leave the length of the whole in the header.
  @Test func flacThatWasCutBetweenFramesIsHeard() throws {
    _ = try file("whole.flac")
    for (index, part) in [["-ss", "1", "-t", "2"], ["-t", "2"]].enumerated() {
      let name = "part\(index).flac"
      try bench.run(
        "ffmpeg", ["-v", "error", "-y"] + part + ["-i", "whole.flac", "-c", "copy", name])
      let bytes = try bench.bytes(of: name)
      #expect(bytes.count > 100_000)
      #expect(try failure(bytes) == nil, "\(part)")
    }
  }

  @Test func whatIsCutAtItsEndsIsHeard() throws {
    // Without a header that could know better.
    let adts = try file("a.aac", ["-b:a", "128k"])
    #expect(try failure(Array(adts.dropFirst(20_011).dropLast(20_017))) == nil)
    let mp3 = try file("a.mp3", ["-b:a", "128k"])
    #expect(try failure(Array(mp3.dropFirst(20_011).dropLast(20_017))) == nil)
    // FLAC that was written to a pipe.
    var flac = try file("a.flac")
    for place in 21..<26 { flac[place] &= place == 21 ? 0xF0 : 0 }
    #expect(try failure(Array(flac.dropLast(50_000))) == nil)
  }

  /// A telephone's recording, in which pauses are said and not sent.
  @Test func pausesOfATelephone() throws {
    var noise = Signal.Noise(state: 5)
    var bytes = Array("#!AMR\n".utf8)
    for number in 0..<150 {
      switch number {
      // Noise is described once; then nothing comes.
      case 60: bytes += [0x44] + [UInt8](repeating: 0x35, count: 5)
      case 61..<68: bytes += [0x7C]
      default:
        bytes += [0x04] + (0..<12).map { _ in UInt8(truncatingIfNeeded: Int(noise.next() * 4000)) }
      }
    }
    #expect(try failure(bytes) == nil)
  }

  // MARK: Samples

  private static let plainKinds = [
    ("a.wav", ["-c:a", "pcm_s16le"]), ("b.wav", ["-c:a", "pcm_s24le", "-rf64", "always"]),
    ("c.wav", ["-c:a", "adpcm_ms"]), ("a.w64", ["-c:a", "pcm_s16le"]),
    ("a.aiff", ["-c:a", "pcm_s16be"]), ("a.caf", ["-c:a", "pcm_s16be"]),
    ("a.au", ["-c:a", "pcm_s16be"]), ("b.aiff", ["-c:a", "pcm_mulaw", "-f", "aiff"]),
  ]

  @Test(arguments: plainKinds.indices) func cutSamples(kind: Int) throws {
    let (name, arguments) = Self.plainKinds[kind]
    let whole = try file(name, arguments)
    #expect(try failure(whole) == nil)
    let cut = Array(whole.prefix(whole.count / 2))
    let message = try #require(try failure(cut))
    #expect(message.hasPrefix("is cut short: its sound ends at "), "\(message)")
    let times = message.split(separator: " ").compactMap { Double($0) }
    #expect(times.count == 2 && abs(times[0] - 2) < 0.1 && abs(times[1] - 4) < 0.1, "\(message)")
    #expect(try failure(cut, end: Rational(3, 2)) == nil)
    #expect(try failure(cut, start: Rational(3)) != nil)
    // What follows the sound in some kinds is missed less than a second.
    #expect(try failure(Array(whole.dropLast(30_000))) != nil)
    if !name.hasSuffix("w64") {
      #expect(try failure(whole + [UInt8](repeating: 0, count: 5000)) == nil)
    }
  }

  /// As programs leave them that write to a pipe.
  @Test func samplesOfUnknownLength() throws {
    for (name, codec) in [
      ("wav", "pcm_s16le"), ("caf", "pcm_s16be"), ("au", "pcm_s16be"),
    ] {
      try bench.run(
        "sh",
        [
          "-c",
          "ffmpeg -v error -f lavfi -i anoisesrc=d=1 -c:a \(codec) -f \(name) - | cat > piped",
        ])
      let piped = try bench.bytes(of: "piped")
      #expect(piped.count > 88_000, "\(name)")
      #expect(try failure(piped) == nil, "\(name)")
      #expect(try failure(Array(piped.dropLast(20_000))) == nil, "\(name)")
    }
    let wave = try file("a.wav")
    let place = try wave.place(of: "data") + 4
    for length: UInt32 in [0, 0x7F00_0000, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, .max - 36, .max] {
      var bytes = wave
      bytes.put(length, at: place)
      #expect(try failure(bytes) == nil, "\(length)")
    }
    var bytes = wave
    bytes.put(0x7000_0000, at: place)
    #expect(try failure(bytes)?.contains("cut short") == true)
  }

  // MARK: Ogg

  /// The places of an Ogg file's pages, and its end.
  static func pages(_ bytes: [UInt8]) -> [Int] {
    var places: [Int] = []
    var place = 0
    while place + 27 <= bytes.count, bytes[place...].starts(with: Array("OggS".utf8)) {
      places.append(place)
      let segments = Int(bytes[place + 26])
      place += 27 + segments
      place += bytes[(place - segments)..<place].reduce(0) { $0 + Int($1) }
    }
    return places + [place]
  }

  private static let oggKinds = [
    ("a.ogg", ["-c:a", "libvorbis", "-b:a", "128k"]),
    ("a.opus", ["-c:a", "libopus", "-b:a", "128k"]), ("a.oga", ["-c:a", "flac"]),
  ]

  private func ogg(_ kind: (name: String, arguments: [String])) throws -> [UInt8] {
    return try file(kind.name, kind.arguments + ["-page_duration", "100000"])
  }

  @Test(arguments: 0..<3) func damagedOgg(kind: Int) throws {
    let whole = try ogg(Self.oggKinds[kind])
    let places = Self.pages(whole)
    let middle = places.count / 2
    #expect(places.count > 20 && places.last == whole.count)
    #expect(try failure(whole) == nil)
    var flipped = whole
    flipped[places[middle] + 200] ^= 1
    let missing = Array(whole[..<places[middle]] + whole[places[middle + 1]...])
    var lost = whole
    for place in places[middle]..<places[middle + 3] { lost[place] = 0 }
    for (bytes, word) in [
      (flipped, "checksum"), (Self.holed(whole), "checksum"), (missing, "a page is missing"),
      (lost, "pages are missing"),
    ] {
      let message = try failure(bytes)
      #expect(message?.contains(word) == true, "\(message ?? "none")")
      #expect(abs((Self.seconds(message) ?? 0) - 2) < 0.4, "\(message ?? "none")")
      #expect(try failure(bytes, end: Rational(3, 2)) == nil)
      // libavformat goes on if the next page begins within 64 KiB, which large packets do not.
      if kind != 2 || word != "pages are missing" {
        #expect(try failure(bytes, start: Rational(3)) == nil, "\(word)")
      }
    }
    let rest = Array(whole.prefix(places[middle])) + [UInt8](repeating: 0, count: 30_000)
    #expect(try failure(rest)?.contains("no sound") == true)
    let cut = try failure(Array(whole.prefix(places[middle] + 300)))
    #expect(cut?.contains("the middle of a page") == true, "\(cut ?? "none")")
    // The last page, and what comes behind all sound.
    var last = whole
    last[last.count - 1] ^= 1
    #expect(try failure(last)?.contains("checksum") == true)
  }

  @Test(arguments: 0..<3) func oddOgg(kind: Int) throws {
    let whole = try ogg(Self.oggKinds[kind])
    let places = Self.pages(whole)
    // A recording that was broken off between two pages.
    #expect(try failure(Array(whole.prefix(places[places.count / 2]))) == nil)
    // Titles at both ends; zeros behind the marked end.
    let title = Array("ID3".utf8) + [3, 0, 0, 0, 0, 1, 0] + [UInt8](repeating: 65, count: 128)
    #expect(try failure(whole + Array("TAG".utf8) + [UInt8](repeating: 32, count: 125)) == nil)
    #expect(try failure(title + whole) == nil)
    #expect(try failure(whole + [UInt8](repeating: 0, count: 200_000)) == nil)
    // One stream behind another, with a title between them.
    #expect(try failure(whole + whole) == nil)
    #expect(try failure(whole + title + whole) == nil)
    // A station's listener gets the headers, and then what is just being sent.
    let sound = try #require(
      places.dropLast().first { place in whole[(place + 6)..<(place + 14)].contains { $0 != 0 } })
    let later = places[places.count / 3]
    #expect(try failure(Array(whole[..<sound] + whole[later...])) == nil)
  }

  @Test func oggOfPagesWithinPages() throws {
    // Each claims to be as long as can be, and none is right.
    var bytes = try ogg(Self.oggKinds[0])
    var page = Array("OggS".utf8) + [UInt8](repeating: 0, count: 22) + [255]
    page += [UInt8](repeating: 255, count: 5)
    while bytes.count < 2_000_000 { bytes += page }
    let clock = ContinuousClock()
    var message: String?
    let time = try clock.measure { message = try failure(bytes) }
    #expect(message != nil)
    #expect(time < .seconds(20))
  }
}

/// Whole files of many origins, in which nothing may be found. Skipped where there are none.
@Suite(.enabled(if: realMedia() != nil, "no real media; set REEL_TEST_MEDIA to their folder"))
struct WholeSoundTests {
  @Test func nothingIsFoundInWholeFiles() throws {
    let folders = ["audio-speech", "audio-music", "video", "odd/mp4"]
    var count = 0
    for folder in folders {
      let path = realMedia()! + "/" + folder
      for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      where !name.contains("truncated") {
        guard let info = try? MediaProbe.probe(path + "/" + name), info.sound != nil else {
          continue
        }
        do {
          // Both as a whole and behind a search.
          for start in [Rational.zero, Rational(9, 2)] {
            let decoder = SoundDecoder(
              path: path + "/" + name, start: start, end: nil, filterLength: 16)
            _ = try decoder.decode { _ in }
          }
          count += 1
        } catch {
          Issue.record("\(error)")
        }
      }
    }
    #expect(count > 20, "\(count)")
  }
}
