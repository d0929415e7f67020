import Foundation

/// A recipe of scenes, lengths, transitions and a rate that nobody would choose, and how long its
/// film must be.
struct RandomFilm {
  private(set) var recipe: String
  /// Frames of the film.
  private(set) var frames: Int
  /// The first frame of each scene.
  private(set) var starts: [Int]
  /// Frames a second.
  let rate: (Int, Int)

  static let rates: [(name: String, value: (Int, Int))] = [
    ("23.976", (24000, 1001)), ("29.97", (30000, 1001)), ("59.94", (60000, 1001)), ("25", (25, 1)),
    ("12.5", (25, 2)), ("30", (30, 1)),
  ]
  private static let transitions = [
    "none", "fade", "wipeleft", "slideup", "dissolve", "circleopen", "radial", "zoomin",
    "pixelize", "coverright", "hblur", "squeezev",
  ]

  /// - Parameters:
  ///   - scenes: How many scenes there are.
  ///   - longest: Frames of the longest scene.
  init(seed: UInt64, scenes: Int, longest: Int) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    let rate = Self.rates[Int(seed) % Self.rates.count]
    self.rate = rate.value
    var lines: [String] = []
    var lengths: [Int] = []
    var wished: [Int] = []
    for number in 0..<scenes {
      // A scene has two frames at least.
      let written = random(1...longest)
      let length = max(written, 2)
      // Some take a single frame, some more than the scene has.
      let transition = Self.transitions[random(0...Self.transitions.count - 1)]
      let duration = random(0...3) == 0 ? 1 : random(1...longest)
      lengths.append(length)
      wished.append(transition == "none" ? 0 : duration)
      let colours = [random(0...0xFFFFFF), random(0...0xFFFFFF)].map {
        "\"#" + String(format: "%06X", $0) + "\""
      }
      lines.append(
        "  - { title: \"\(number)\", duration: \(written)f, clip: { gradient: "
          + "[\(colours.joined(separator: ", "))], angle: \(random(0...359)) }, effect: zoom-in, "
          + "transition: { name: \(transition), duration: \(duration)f } }")
    }
    recipe = """
      scenes:
      \(lines.joined(separator: "\n"))
      music: { path: tone.wav, volume: 1, duck: false, fade_out: 0s }
      audio: { loudness: none }
      outputs: [{ path: film.mp4, resolution: 96x64, fps: \(rate.name) }]

      """
    starts = []
    var start = 0
    for (number, length) in lengths.enumerated() {
      starts.append(start)
      let overlap =
        number + 1 == scenes ? 0 : min(wished[number], length / 2, lengths[number + 1] / 2)
      start += length - overlap
    }
    frames = start
  }

  /// Two steady tones as a WAV file.
  static func tone(seconds: Int) -> Data {
    var samples: [Int16] = []
    for time in 0..<seconds * 48000 {
      let place = 2 * Double.pi * Double(time) / 48000
      let value = Int16((8000 * (sin(440 * place) + sin(1000 * place))).rounded())
      samples += [value, value]
    }
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let size = samples.count * 2
    var file = Array("RIFF".utf8) + bytes(UInt32(36 + size)) + Array("WAVEfmt ".utf8)
    file += bytes(UInt32(16)) + bytes(UInt16(1)) + bytes(UInt16(2)) + bytes(UInt32(48000))
    file += bytes(UInt32(192_000)) + bytes(UInt16(4)) + bytes(UInt16(16))
    file += Array("data".utf8) + bytes(UInt32(size))
    return Data(file) + samples.withUnsafeBytes { Data($0) }
  }
}
