import Foundation
import Testing

@testable import MediaEngine

/// A kind of sound file, made by ffmpeg, and what has to be heard in it.
///
/// Most are 0.6 s long and hold one sine a channel, each of another frequency, which begins after
/// 0.2 s. Every sample is compared: what is too early or too late by one, on the wrong side or too
/// soft shows in the difference.
struct SoundInput: CustomTestStringConvertible, Sendable {
  var name: String
  /// The file's name; what it says of its kind may be wrong.
  var file: String
  /// Makes the file of that path.
  var make: @Sendable (Bench, String) throws -> Void
  var meant: Meant
  var accuracy: Accuracy
  /// Samples a second and channels, as the file's maker asked for them.
  var rate: Int
  var channels: Int
  var hasPictures: Bool

  var testDescription: String { name }

  /// How near a kind of file can come to what was meant.
  struct Accuracy: Sendable {
    /// The root mean square of the difference in each piece of 10 ms, full scale 1.
    var error: Double
    /// Samples around each begin and end that are not looked at: transforms and filters spread
    /// them.
    var edges: Int
    /// How many samples the file may be longer than was meant: what fills the last packet, of
    /// which the file says nothing.
    var longer = 0
    /// How many samples it may be longer or shorter, since times in it are that coarse.
    var around = 0

    /// The same samples but for rounding to that many bits.
    static func bits(_ bits: Int) -> Accuracy { Accuracy(error: 1 / Double(1 << bits), edges: 0) }
    /// The sample rate is changed.
    static let converted = Accuracy(error: 0.0005, edges: 96, around: 1)
    /// A good lossy codec at a high bit rate whose container says where the sound ends.
    static let lossy = Accuracy(error: 0.012, edges: 1440)
    /// One whose container does not.
    static func lossy(longer: Int) -> Accuracy {
      Accuracy(error: 0.012, edges: 1440, longer: longer)
    }
  }

  // MARK: Sounds

  static let length = 28_800
  static let begin = 9_600
  static let level = 0.25

  /// The frequency in each channel; 0.2 s hold a whole number of waves of each.
  static func hertz(_ channel: Int) -> Double { 500 + 300 * Double(channel) }

  /// A tone in each channel, as an input of ffmpeg.
  ///
  /// - Parameters:
  ///   - layout: ffmpeg's name of the channels, in whose order they count.
  ///   - seconds: How long it lasts in all.
  static func tones(
    _ layout: String = "stereo", channels: Int = 2, rate: Int = 48000, level: Double = level,
    seconds: Double = 0.6
  ) -> [String] {
    let sines = (0..<channels).map { "gte(t,0.2)*\(level)*sin(2*PI*\(hertz($0))*t)" }
    return [
      "-f", "lavfi", "-i",
      "aevalsrc='\(sines.joined(separator: "|"))':s=\(rate):d=\(seconds):c=\(layout)",
    ]
  }

  /// Black pictures, 25 a second.
  static func pictures(seconds: Double = 0.6) -> [String] {
    ["-f", "lavfi", "-i", "color=black:s=64x48:r=25:d=\(seconds)"]
  }

  /// The same tones, later: where a file does not say what its encoder put before the sound, that
  /// is heard.
  static func late(_ samples: Int, length: Int? = nil) -> Meant {
    .plain.shifted(by: samples, length: length)
  }

  // MARK: Making

  /// One run of ffmpeg.
  static func ffmpeg(
    _ name: String, _ file: String, _ arguments: [String], sound: [String] = tones(),
    meant: Meant = .plain, _ accuracy: Accuracy, rate: Int = 48000, channels: Int = 2,
    hasPictures: Bool = false
  ) -> SoundInput {
    steps(
      name, file, [sound + arguments + ["@" + file]], meant: meant, accuracy, rate: rate,
      channels: channels, hasPictures: hasPictures)
  }

  /// Several runs of ffmpeg; arguments that begin with `@` are files in the folder.
  static func steps(
    _ name: String, _ file: String, _ runs: [[String]], meant: Meant = .plain,
    _ accuracy: Accuracy, rate: Int = 48000, channels: Int = 2, hasPictures: Bool = false,
    then edit: @escaping @Sendable (Bench, String) throws -> Void = { _, _ in }
  ) -> SoundInput {
    SoundInput(
      name: name, file: file,
      make: { bench, path in
        for run in runs {
          let arguments = run.map { $0.hasPrefix("@") ? bench.path(String($0.dropFirst())) : $0 }
          let output = try bench.run(
            "ffmpeg", ["-v", "error", "-y", "-filter_threads", "1", "-threads", "1"] + arguments)
          if !output.isEmpty { print("\(name): \(output)") }
        }
        try edit(bench, path)
      }, meant: meant, accuracy: accuracy, rate: rate, channels: channels,
      hasPictures: hasPictures)
  }

  /// A file whose bytes are changed after ffmpeg wrote them.
  static func changed(
    _ name: String, _ file: String, _ arguments: [String], sound: [String] = tones(),
    meant: Meant = .plain, _ accuracy: Accuracy, rate: Int = 48000, channels: Int = 2,
    _ change: @escaping @Sendable ([UInt8]) throws -> [UInt8]
  ) -> SoundInput {
    steps(
      name, file, [sound + arguments + ["@" + file]], meant: meant, accuracy, rate: rate,
      channels: channels
    ) { bench, path in
      let bytes = try change([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
  }
}

extension [UInt8] {
  /// Where a text stands first.
  func place(of text: String) throws -> Int {
    try #require(firstRange(of: Array(text.utf8))).lowerBound
  }

  /// Overwrites four bytes by a number, the lowest byte first.
  mutating func put(_ number: UInt32, at place: Int) {
    for byte in 0..<4 { self[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
  }
}
