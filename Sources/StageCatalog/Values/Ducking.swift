public import BuildGraph
public import FilmVocabulary

/// How a music bed gives way to speech: a pure function of time, in decibels.
///
/// The bed falls by ``depth`` over ``attack`` samples that end where an interval begins, and
/// rises over ``release`` samples from where it ends. Where ramps overlap, the lower level holds.
public struct Ducking: Hashable, Codable, Sendable, FieldEncodable {
  /// Decibels, positive.
  public var depth: Rational
  /// Samples.
  public var attack: Int
  /// Samples.
  public var release: Int
  /// When speech is heard, in samples from the start of the mix; in order, not touching; the
  /// first may begin before 0.
  public var intervals: [Interval]

  public init(depth: Rational, attack: Int, release: Int, intervals: [Interval]) {
    self.depth = depth
    self.attack = attack
    self.release = release
    self.intervals = intervals
  }

  public struct Interval: Hashable, Codable, Sendable, FieldEncodable {
    public var start: Int
    public var end: Int

    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.value("\(start) \(end)", type: "interval")
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("depth", depth)
    encoder.field("attack", attack)
    encoder.field("release", release)
    encoder.field("intervals", intervals)
  }
}
