import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Matroska and WebM, in which libavformat looks for the next cluster behind a hole.
@Suite struct DamagedMatroskaTests {
  private let sounds: DamagedSoundTests

  init() throws { sounds = try DamagedSoundTests() }

  private var bench: Bench { sounds.bench }

  private static let clusters = ["-cluster_time_limit", "400"]

  private static let soundKinds: [(name: String, arguments: [String])] = [
    ("a.webm", ["-c:a", "libopus", "-b:a", "128k"]), ("b.webm", ["-c:a", "libvorbis"]),
    ("a.mka", ["-c:a", "aac", "-b:a", "128k"]), ("b.mka", ["-c:a", "flac"]),
  ]

  private func film(_ name: String, _ arguments: [String] = []) throws -> [UInt8] {
    let output = try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=4", "-f", "lavfi", "-i",
        "anoisesrc=r=48000:a=0.4:seed=3:d=4", "-c:v", "libvpx", "-threads", "1", "-g", "25", "-c:a",
        "libopus", "-b:a", "64k",
      ] + Self.clusters + arguments + [name])
    if !output.isEmpty { print(output) }
    return try bench.bytes(of: name)
  }

  /// What a probe finds.
  private func failure(_ bytes: [UInt8]) throws -> String? {
    let path = try bench.write(bytes, as: "film")
    do {
      _ = try MediaProbe.probe(path)
      return nil
    } catch let error as MediaError {
      #expect(error.code == .damaged && error.message.hasPrefix(path))
      return String(error.message.dropFirst(path.count + 1))
    }
  }

  /// Where clusters begin.
  private static func clusters(_ bytes: [UInt8]) -> [Int] {
    let mark: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
    // Those in the lists of places are preceded by a length of 4.
    return bytes.indices.filter { place in
      bytes[place] == mark[0] && bytes[place...].starts(with: mark) && bytes[place - 1] != 0x84
    }
  }

  @Test(arguments: soundKinds.indices) func sound(kind: Int) throws {
    let (name, arguments) = Self.soundKinds[kind]
    let whole = try sounds.file(name, arguments + Self.clusters)
    #expect(try sounds.failure(whole) == nil)
    // Large blocks of FLAC are longer than a small hole.
    let hole = DamagedSoundTests.holed(whole, count: kind == 3 ? 25_000 : 3000)
    let message = try sounds.failure(hole)
    #expect(abs((DamagedSoundTests.seconds(message) ?? 0) - 2) < 0.5, "\(message ?? "none")")
    #expect(try sounds.failure(hole, end: Rational(1)) == nil)
    #expect(try sounds.failure(hole, start: Rational(3)) == nil)
    let places = Self.clusters(whole)
    #expect(places.count > 5)
    #expect(try sounds.failure(Array(whole.prefix(places[4] + 500)))?.contains("missing") == true)
    // At the border of a cluster, nothing says whether more follows.
    #expect(try sounds.failure(Array(whole.prefix(places[4]))) == nil)
  }

  /// One cluster may last many seconds.
  @Test(arguments: ["a.webm", "a.mkv"]) func timeWithinACluster(name: String) throws {
    let whole = try film(
      name, ["-b:v", "1M", "-cluster_time_limit", "30000", "-cluster_size_limit", "5M"])
    for part in [0.3, 0.5, 0.7] {
      let message = try failure(DamagedSoundTests.holed(whole, at: part, count: 6000))
      let seconds = try #require(DamagedSoundTests.seconds(message), "\(message ?? "none")")
      #expect(abs(seconds - 4 * part) < 0.8, "\(part): \(message ?? "none")")
    }
  }

  @Test func pictures() throws {
    let whole = try film("a.webm")
    #expect(try failure(whole) == nil)
    let places = Self.clusters(whole)
    #expect(places.count > 5)
    for count in [100, 4000] {
      var hole = whole
      let start = places[places.count / 2] - 50
      for place in start..<(start + count) { hole[place] = 0 }
      let message = try failure(hole)
      #expect(
        abs((DamagedSoundTests.seconds(message) ?? 0) - 2) < 0.7, "\(count): \(message ?? "none")")
    }
    // A byte of the length of the first block of a cluster.
    var wrong = whole
    let block = try #require(
      (places[3]..<whole.count).first { whole[$0] == 0xA3 && $0 > places[3] + 8 })
    wrong[block + 1] ^= 0x20
    #expect(try failure(wrong)?.hasPrefix("is damaged at ") == true)
    #expect(try failure(Array(whole.prefix(whole.count * 2 / 3)))?.contains("missing") == true)
    #expect(try failure(Array(whole.prefix(places[4]))) == nil)
    #expect(try failure(whole + [UInt8](repeating: 0, count: 5000)) == nil)
    #expect(try failure(whole + Array("TAG".utf8) + [UInt8](repeating: 32, count: 125)) == nil)
  }

  @Test func picturesInOgg() throws {
    let output = try bench.run(
      "ffmpeg",
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=4", "-f", "lavfi", "-i",
        "anoisesrc=r=48000:a=0.4:seed=3:d=4", "-c:v", "libtheora", "-c:a", "libvorbis", "a.ogv",
      ])
    #expect(output.isEmpty)
    let whole = try bench.bytes(of: "a.ogv")
    #expect(try failure(whole) == nil)
    let message = try failure(DamagedSoundTests.holed(whole, count: 100))
    #expect(message == "is damaged: a page has a wrong checksum.")
    #expect(try failure(whole + whole) == nil)
    let pages = DamagedSoundTests.pages(whole)
    #expect(try failure(Array(whole.prefix(pages[pages.count - 3]))) == nil)
    let cut = try failure(Array(whole.prefix(pages[pages.count - 2] + 100)))
    #expect(cut?.contains("the middle of a page") == true, "\(cut ?? "none")")
  }

  /// What is sent live has clusters, or a segment, of unknown length, and ends anywhere.
  @Test func live() throws {
    _ = try film("a.webm")
    for arguments in ["-f webm -live 1", "-f matroska", "-f webm"] {
      let output = try bench.run(
        "sh",
        ["-c", "ffmpeg -v error -i a.webm -c copy -cluster_time_limit 400 \(arguments) - > live"])
      #expect(output.isEmpty)
      let whole = try bench.bytes(of: "live")
      #expect(try failure(whole) == nil, "\(arguments)")
      for part in 10..<20 {
        #expect(try failure(Array(whole.prefix(whole.count * part / 20))) == nil, "\(arguments)")
      }
      #expect(try failure(whole + [UInt8](repeating: 0, count: 5000)) == nil, "\(arguments)")
      #expect(try failure(DamagedSoundTests.holed(whole)) != nil, "\(arguments)")
      // Each cluster as if its length were unknown.
      var open = whole
      for place in Self.clusters(whole) {
        let size = open[place + 4].leadingZeroBitCount + 1
        open[place + 4] = UInt8(0xFF >> (size - 1))
        for byte in 1..<size { open[place + 4 + byte] = 0xFF }
      }
      #expect(try failure(open) == nil, "\(arguments)")
      #expect(try failure(DamagedSoundTests.holed(open)) != nil, "\(arguments)")
    }
  }
}
