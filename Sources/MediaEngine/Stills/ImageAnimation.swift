internal import FilmVocabulary

/// How the pictures of an animated image follow each other.
struct ImageAnimation: Hashable {
  /// How long one picture shows: so many parts of a second, each 1 / `unit` long.
  struct Delay: Hashable {
    var parts: Int
    /// At least 1.
    var unit: Int
  }

  /// One for each picture, in order.
  var delays: [Delay]
  /// How often all of it is shown; 0 means without end.
  var rounds: Int

  /// More pictures than this are a film and not an image.
  static let maximumFrames = 10_000
  /// The largest animated image, in pixels: decoders keep several pictures of that size.
  static let maximumPixels = 1 << 25

  /// The times of all pictures. Pictures are counted, since each builds on those before it.
  ///
  /// A delay of at most 10 ms is taken for 100 ms, as all browsers do: such files were made to
  /// run as fast as the slow programs of their day could show them.
  var index: FrameIndex {
    let shown = delays.map { delay in
      delay.parts * 100 <= delay.unit ? Delay(parts: 1, unit: 10) : delay
    }
    // Usually one unit serves all; where it does not, microseconds do.
    var unit = 1
    for delay in shown {
      let common = Self.leastCommonMultiple(unit, delay.unit)
      guard common <= Self.finestUnit else {
        unit = Self.finestUnit
        break
      }
      unit = common
    }
    var time: Int64 = 0
    var frames: [FrameIndex.Frame] = []
    for delay in shown {
      frames.append(.init(time: time, seekTime: 0, isKey: false))
      time += max(1, Int64((delay.parts * unit + delay.unit / 2) / delay.unit))
    }
    return FrameIndex(
      timeBase: Rational(1, unit), frames: frames, end: time, isCounted: true,
      scanning: .progressive)
  }

  private static let finestUnit = 1_000_000

  private static func leastCommonMultiple(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return first / a * second
  }
}
