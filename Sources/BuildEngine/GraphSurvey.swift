public import ArtifactStore
public import BuildGraph

/// A graph as far as it is known, and what the store and the last build say of its nodes.
public struct GraphSurvey: Sendable {
  public struct SurveyedNode: Hashable, Sendable {
    public var node: NodeID
    public var label: String
    public var stage: String
    public var status: NodeStatus
    /// What the index says that it has given; empty as long as that is not known.
    public var outputs: [ActionResult.Output]

    public init(
      node: NodeID, label: String, stage: String, status: NodeStatus,
      outputs: [ActionResult.Output]
    ) {
      self.node = node
      self.label = label
      self.stage = stage
      self.status = status
      self.outputs = outputs
    }
  }

  public var graph: Graph
  /// The nodes that are needed, in topological order.
  public var nodes: [SurveyedNode]
  public var targets: [BuildPlan.Target]
  /// Labels of nodes whose results decide what else there is. Empty once the graph is whole.
  public var expansions: [String]

  public init(
    graph: Graph, nodes: [SurveyedNode], targets: [BuildPlan.Target], expansions: [String]
  ) {
    self.graph = graph
    self.nodes = nodes
    self.targets = targets
    self.expansions = expansions
  }

  /// Statuses by node, as exports want them.
  public var statuses: [NodeID: NodeStatus] {
    Dictionary(uniqueKeysWithValues: nodes.map { ($0.node, $0.status) })
  }
}
