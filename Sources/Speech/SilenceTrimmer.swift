/// Finds where a voice begins and ends.
enum SilenceTrimmer {
  /// What is quieter than the loudest sample by this factor is silence: 50 dB.
  private static let ratio = 316
  /// A sound whose loudest sample is not above this (−60 dB of full scale) is silence altogether.
  private static let floor = 32
  /// Kept ahead of what sounds, in samples: consonants begin softly. 10 ms.
  private static let lead = 480
  /// Kept after it: 20 ms.
  private static let tail = 960

  /// The part of a sound at 48 kHz that is to be kept; `nil` if it is all silence.
  static func sounding(_ samples: [Int16]) -> Range<Int>? {
    let loudest = samples.reduce(0) { max($0, Int($1.magnitude)) }
    guard loudest > floor else { return nil }
    let threshold = max(floor / 2, loudest / ratio)
    guard let first = samples.firstIndex(where: { Int($0.magnitude) > threshold }),
      let last = samples.lastIndex(where: { Int($0.magnitude) > threshold })
    else { return nil }
    return max(0, first - lead)..<min(samples.count, last + 1 + tail)
  }
}
