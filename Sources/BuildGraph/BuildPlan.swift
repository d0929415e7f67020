/// What a compilation asks the engine for.
public struct BuildPlan: Sendable {
  /// The artifacts that the user wants, with the paths where they are to appear.
  public var targets: [Target]
  /// Nodes whose inline result the compilation needs before it can name all targets. Empty once
  /// the graph is complete.
  public var pending: [NodeID]

  public struct Target: Hashable, Sendable {
    public var node: NodeID
    public var output: String
    public var path: String

    public init(node: NodeID, output: String, path: String) {
      self.node = node
      self.output = output
      self.path = path
    }
  }

  public init(targets: [Target], pending: [NodeID]) {
    self.targets = targets
    self.pending = pending
  }
}
