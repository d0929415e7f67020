/// Bounds for one stage; what passes them is worth a word. `nil` is no bound.
public struct AlertBounds: Hashable, Sendable {
  /// Seconds that one attempt may take.
  public var stepSeconds: Double?
  /// Resident memory of the stage's worker, in 10⁶ bytes.
  public var memoryMegabytes: Double?
  /// Processor time of the stage's worker, in percent of what ``cores`` have to give.
  public var processorPercent: Double?
  /// The cores of the machine, at least 1.
  public var cores: Int

  public init(
    stepSeconds: Double? = nil, memoryMegabytes: Double? = nil, processorPercent: Double? = nil,
    cores: Int = 1
  ) {
    self.stepSeconds = stepSeconds
    self.memoryMegabytes = memoryMegabytes
    self.processorPercent = processorPercent
    self.cores = cores
  }

  /// Whether somebody has to measure while stages run.
  var needSamples: Bool { memoryMegabytes != nil || processorPercent != nil }
}
