import FilmVocabulary
import Foundation
import MediaEngine

/// A folder for sound files, and programs to make and to judge them.
final class SoundBench {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("reel-sound-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  /// Runs ffmpeg in the folder and gives what it wrote to both outputs.
  @discardableResult
  func ffmpeg(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ffmpeg", "-hide_banner", "-nostdin", "-y"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  /// Writes a float WAV file and opens it.
  func wave(_ name: String, _ stereo: [Float]) throws -> WaveFile {
    let writer = try WaveFileWriter(path: path(name))
    try writer.append(stereo)
    try writer.finish()
    return try WaveFile(path: path(name))
  }

  /// Decodes a file's sound with the module's own decoder.
  func decode(_ path: String, start: Rational = .zero, end: Rational? = nil) throws -> [Float] {
    var result: [Float] = []
    let samples = try SoundDecoder(path: path, start: start, end: end, filterLength: 32).decode {
      result += Array($0)
    }
    precondition(samples * 2 == result.count)
    return result
  }

  /// Packets as a stream that any decoder plays: each behind an ADTS header.
  func adts(_ chunks: [String], as name: String) throws -> String {
    var bytes: [UInt8] = []
    for chunk in chunks {
      let file = try PacketFile(path: path(chunk))
      for index in file.packets.indices {
        let size = file.packets[index].size + 7
        // AAC-LC, 48 kHz, two channels, no checksum.
        bytes += [
          0xFF, 0xF1, 0x4C, UInt8(0x80 | size >> 11), UInt8(size >> 3 & 0xFF),
          UInt8((size & 7) << 5 | 0x1F), 0xFC,
        ]
        file.withBytes(ofPacket: index) { bytes += Array($0) }
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }
}

/// Real files, if they are there.
enum TestMedia {
  static func file(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["REEL_TEST_MEDIA"]
      ?? root.appendingPathComponent("../shared/media").path
    let path = folder + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

/// Sounds to measure with. All are stereo, left and right in turn.
enum Signal {
  static func make(_ samples: Int, _ value: (_ time: Int) -> (Float, Float)) -> [Float] {
    (0..<samples).flatMap { time -> [Float] in
      let (left, right) = value(time)
      return [left, right]
    }
  }

  static func tone(
    _ frequency: Double, level: Double, samples: Int, phase: Double = 0
  ) -> [Float] {
    make(samples) { time in
      let value = Float(level * sin(2 * .pi * frequency * Double(time) / 48000 + phase))
      return (value, value)
    }
  }

  /// The same numbers on every run.
  struct Noise {
    var state: UInt64

    mutating func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(1 << 31)
    }
  }

  /// Noise whose level goes up and down as that of speech, a different noise on each side.
  static func babble(_ samples: Int, level: Float, seed: UInt64) -> [Float] {
    var noise = Noise(state: seed)
    var low: (Float, Float) = (0, 0)
    return make(samples) { time in
      low.0 += 0.15 * (noise.next() - low.0)
      low.1 += 0.15 * (noise.next() - low.1)
      let syllable = Float(pow(max(0, sin(Double(time) / 48000 * 2 * .pi * 1.7)), 2))
      let pause: Float = (time / 48000) % 7 == 6 ? 0.002 : 1
      return (low.0 * level * syllable * pause, low.1 * level * syllable * pause)
    }
  }
}
