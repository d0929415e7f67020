public import BuildGraph

/// What a build would do.
public struct BuildForecast: Hashable, Sendable {
  public struct PlannedNode: Hashable, Sendable {
    public var node: NodeID
    public var label: String
    public var stage: String
    /// `nil` as long as an input's content is not known.
    public var key: Digest?
    public var reason: RunReason
    public var expectedSeconds: Double

    public init(
      node: NodeID, label: String, stage: String, key: Digest?, reason: RunReason,
      expectedSeconds: Double
    ) {
      self.node = node
      self.label = label
      self.stage = stage
      self.key = key
      self.reason = reason
      self.expectedSeconds = expectedSeconds
    }
  }

  public struct PlannedOutput: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
      /// It is in its place.
      case upToDate = "up-to-date"
      /// Its artifact is there and would be placed.
      case deliver
      /// Something has to run before.
      case build
    }

    public var path: String
    public var state: State

    public init(path: String, state: State) {
      self.path = path
      self.state = state
    }
  }

  /// The nodes that would run, or may run if what runs before them gives something new, in
  /// topological order.
  public var nodes: [PlannedNode]
  /// The number of nodes whose results are there.
  public var cached: Int
  /// The number of nodes known so far.
  public var total: Int
  /// Labels of nodes whose results decide what else there is to do. While there are any, the
  /// numbers here are not final.
  public var expansions: [String]
  public var outputs: [PlannedOutput]
  /// Nodes, by label, that cannot run, and why.
  public var problems: [BuildFailure]

  public init(
    nodes: [PlannedNode], cached: Int, total: Int, expansions: [String],
    outputs: [PlannedOutput], problems: [BuildFailure]
  ) {
    self.nodes = nodes
    self.cached = cached
    self.total = total
    self.expansions = expansions
    self.outputs = outputs
    self.problems = problems
  }
}
