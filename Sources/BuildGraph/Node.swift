/// One unit of work: a stage, its parameters and its inputs, nothing else.
public struct Node: Sendable {
  /// The stage, with the outputs of this node.
  public let stage: StageDescriptor
  public let parameters: any NodeParameters
  public let inputs: [Input]
  /// The parameters' canonical text, made once when the node enters a graph.
  public let fields: [UInt8]
  /// A name for people, such as `scene 3 picture 1`. In no key; the first of equal nodes wins.
  public let label: String

  /// An artifact or a file that the stage reads.
  public struct Input: Hashable, Sendable {
    /// What it is to the stage, such as `clip`. Several inputs may share a role; their order
    /// counts.
    public var role: String
    public var source: Source

    public init(_ role: String, _ source: Source) {
      self.role = role
      self.source = source
    }
  }

  public enum Source: Hashable, Sendable {
    /// A file of the user's. Its content is in the key, its path is not.
    case file(path: String)
    /// An output of another node.
    case output(of: NodeID, name: String)
  }
}

/// A node's place in its graph.
public struct NodeID: Hashable, Sendable, Comparable {
  public let index: Int

  public init(index: Int) { self.index = index }

  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}
