public import BuildGraph

/// A stage that went past one of the bounds that the user has set.
public struct BuildAlert: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Seconds that one attempt takes.
    case stepSeconds = "step_seconds"
    /// Resident memory, in 10⁶ bytes.
    case memory = "memory_mb"
    /// Processor time as a share of all cores, in percent.
    case processor = "cpu_percent"
  }

  public var node: NodeID
  public var label: String
  public var stage: String
  public var kind: Kind
  /// What was measured when it passed the bound, in the unit of the kind.
  public var value: Double
  public var bound: Double

  public init(
    node: NodeID, label: String, stage: String, kind: Kind, value: Double, bound: Double
  ) {
    self.node = node
    self.label = label
    self.stage = stage
    self.kind = kind
    self.value = value
    self.bound = bound
  }
}
