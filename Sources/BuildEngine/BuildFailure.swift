public import BuildGraph
public import WorkerProtocol

/// A stage or a delivery that failed.
public struct BuildFailure: Hashable, Sendable {
  /// The node, or `nil` if an output could not be placed.
  public var node: NodeID?
  /// The node's label, or the output's path.
  public var label: String
  /// The stage's name, or `deliver`.
  public var stage: String
  public var error: StageError
  /// The exit status that this failure means: 1 for a stage, 3 for the store or the disk.
  public var exitStatus: Int32

  public init(
    node: NodeID?, label: String, stage: String, error: StageError, exitStatus: Int32 = 1
  ) {
    self.node = node
    self.label = label
    self.stage = stage
    self.error = error
    self.exitStatus = exitStatus
  }
}
