/// How a music bed gives way to speech: a pure function of time.
///
/// The bed falls by ``depth`` over ``attack`` samples that end where an interval begins, and
/// rises over ``release`` samples from where it ends, both evenly in decibels. Where ramps
/// overlap, the lower level holds.
public struct DuckingEnvelope: Hashable, Sendable {
  /// Decibels, positive.
  public var depth: Double
  /// Samples.
  public var attack: Int
  /// Samples.
  public var release: Int
  /// When speech is heard, in samples; in order and apart.
  public var intervals: [Range<Int>]

  public init(depth: Double, attack: Int, release: Int, intervals: [Range<Int>]) {
    self.depth = depth
    self.attack = attack
    self.release = release
    self.intervals = intervals
  }

  /// Decibels at a time, 0 or negative.
  public func decibels(at time: Int) -> Double { -depth * fall(at: time) }

  /// The factor at a time, 1 or less.
  func gain(at time: Int) -> Float {
    let fall = fall(at: time)
    return fall == 0 ? 1 : Float(Loudness.amplitude(ofDecibels: -depth * fall))
  }

  /// How much of the depth holds at a time, 0 to 1.
  private func fall(at time: Int) -> Double {
    let next = firstInterval(endingAfter: time)
    var result = 0.0
    if next < intervals.count {
      let toStart = intervals[next].lowerBound - time
      if toStart <= 0 { return 1 }
      if toStart < attack { result = 1 - Double(toStart) / Double(attack) }
    }
    if next > 0 {
      let fromEnd = time - intervals[next - 1].upperBound
      if fromEnd < release { result = max(result, 1 - Double(fromEnd) / Double(release)) }
    }
    return result
  }

  private func firstInterval(endingAfter time: Int) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upperBound <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The parts of a range of time, each with its gain if that is the same all over it.
  func parts(of range: Range<Int>) -> [(range: Range<Int>, gain: Float?)] {
    var edges: Set<Int> = [range.lowerBound, range.upperBound]
    for interval in intervals {
      for edge in [
        interval.lowerBound - attack, interval.lowerBound, interval.upperBound,
        interval.upperBound + release,
      ] where range.contains(edge) { edges.insert(edge) }
    }
    let places = edges.sorted()
    return zip(places, places.dropFirst()).map { start, end in
      // Between two edges the envelope is even or it rises or falls all the way.
      let first = gain(at: start)
      let isEven = first == gain(at: end - 1) && first == gain(at: (start + end) / 2)
      return (start..<end, isEven ? first : nil)
    }
  }
}
