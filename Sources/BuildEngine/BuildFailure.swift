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
  /// The artifacts that the error's message names by their paths in the store.
  public var artifacts: [Artifact]

  /// What another node made, and the failed one read.
  public struct Artifact: Hashable, Sendable {
    public var path: String
    /// The label of the node that made it.
    public var maker: String
    /// The output's name.
    public var output: String

    public init(path: String, maker: String, output: String) {
      self.path = path
      self.maker = maker
      self.output = output
    }
  }

  public init(
    node: NodeID?, label: String, stage: String, error: StageError, exitStatus: Int32 = 1,
    artifacts: [Artifact] = []
  ) {
    self.artifacts = artifacts
    self.node = node
    self.label = label
    self.stage = stage
    self.error = error
    self.exitStatus = exitStatus
  }
}
