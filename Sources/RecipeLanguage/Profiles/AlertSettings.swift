public import FilmVocabulary

/// Bounds for one stage whose passing is reported at once; `nil` is no bound.
public struct AlertSettings: Hashable, Sendable {
  /// Seconds that one attempt of a stage takes.
  public var stepSeconds: Rational?
  /// A stage's resident memory, in MB of 10⁶ bytes.
  public var memoryMB: Rational?
  /// A stage's processor time, in percent of all cores.
  public var cpuPercent: Rational?

  public init() {}

  /// Takes over the bounds that another one sets.
  mutating func merge(_ other: AlertSettings) {
    stepSeconds = other.stepSeconds ?? stepSeconds
    memoryMB = other.memoryMB ?? memoryMB
    cpuPercent = other.cpuPercent ?? cpuPercent
  }
}
