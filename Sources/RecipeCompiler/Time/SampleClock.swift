import FilmVocabulary

/// Turns frames into samples and back, without drift: every place is computed from the start.
struct SampleClock {
  /// Samples a second of everything that is heard.
  static let rate = 48_000

  var frameRate: Rational

  /// The sample at which a frame begins.
  func sample(ofFrame frame: Int) -> Int {
    (Rational(frame) * Rational(Self.rate) / frameRate).rounded
  }

  /// The frame that is on the screen when a sample is heard, to the nearest.
  func frame(ofSample sample: Int) -> Int {
    (Rational(sample) * frameRate / Rational(Self.rate)).rounded
  }

  /// The least number of frames that last as long as some samples.
  func frames(covering samples: Int) -> Int {
    (Rational(samples) * frameRate / Rational(Self.rate)).ceiling
  }

  /// The number of samples that a time lasts, to the nearest.
  static func samples(_ seconds: Rational) -> Int { (seconds * Rational(rate)).rounded }

  /// Milliseconds from the start, to the nearest.
  static func milliseconds(_ sample: Int) -> Int { Rational(sample * 1000, rate).rounded }
}
