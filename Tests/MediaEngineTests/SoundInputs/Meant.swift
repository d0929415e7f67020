import Foundation

/// What the maker of a sound file meant to be heard: sines that begin and end, in samples at
/// 48 kHz.
struct Meant: Sendable {
  struct Tone: Sendable {
    var hertz: Double
    /// Full scale is 1.
    var left: Double
    /// Full scale is 1.
    var right: Double
    /// Its first sample, where the sine is 0 and rises.
    var begin = SoundInput.begin
    var end = SoundInput.length
  }

  var length = SoundInput.length
  var tones: [Tone]
  /// Added to every sample.
  var offset = 0.0

  /// Most files: a tone on each side.
  static let plain = Meant(channels: [(1, 0), (0, 1)])

  init(length: Int = SoundInput.length, _ tones: [Tone], offset: Double = 0) {
    self.length = length
    self.tones = tones
    self.offset = offset
  }

  /// A file with one tone a channel, as `SoundInput.tones` makes it.
  ///
  /// - Parameter channels: How loud each one is on the left and on the right.
  init(
    channels: [(left: Double, right: Double)], level: Double = SoundInput.level,
    length: Int = SoundInput.length, begin: Int = SoundInput.begin, end: Int? = nil
  ) {
    self.length = length
    tones = channels.enumerated().map { number, weight in
      Tone(
        hertz: SoundInput.hertz(number), left: level * weight.left, right: level * weight.right,
        begin: begin, end: end ?? length)
    }
  }

  /// The same, later.
  func shifted(by samples: Int, length: Int? = nil) -> Meant {
    var shifted = self
    shifted.length = length ?? self.length + samples
    for number in tones.indices {
      shifted.tones[number].begin += samples
      shifted.tones[number].end += samples
    }
    return shifted
  }

  /// The left and the right side's sample at a time.
  func sample(_ time: Int) -> (left: Double, right: Double) {
    var sum = (left: offset, right: offset)
    for tone in tones where (tone.begin..<tone.end).contains(time) {
      let value = sin(2 * .pi * tone.hertz * Double(time - tone.begin) / 48000)
      sum.left += tone.left * value
      sum.right += tone.right * value
    }
    return sum
  }

  /// Where something begins or ends.
  var edges: [Int] { [0, length] + tones.flatMap { [$0.begin, $0.end] } }
}
