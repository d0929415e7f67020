/// A directed graph of nodes without cycles, in which equal nodes are one.
///
/// A node can only name inputs that are in the graph already, so that the order of ``nodes`` is
/// topological and no cycle can be written down. A graph only grows: compiling again with more
/// results known adds nodes and finds the old ones under their old ids.
public struct Graph: Sendable {
  public private(set) var nodes: [Node] = []
  private var known: [Identity: NodeID] = [:]
  private var continuations: [NodeID: NodeID] = [:]
  /// One for all nodes: it keeps its room, and each node keeps a text of just its length.
  private var encoder = FieldEncoder()

  /// What makes two nodes equal. It is hashed once, and its text in one piece: the hash that the
  /// compiler would write takes the text byte by byte.
  private struct Identity: Hashable {
    let stage: String
    let version: Int
    let fields: [UInt8]
    let inputs: [Node.Input]
    private let hash: Int

    init(stage: StageDescriptor, fields: [UInt8], inputs: [Node.Input]) {
      (self.stage, version, self.fields, self.inputs) = (stage.name, stage.version, fields, inputs)
      var hasher = Hasher()
      fields.withUnsafeBytes { hasher.combine(bytes: $0) }
      for input in inputs { hasher.combine(input.source) }
      hash = hasher.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
  }

  public init() {}

  public subscript(id: NodeID) -> Node { nodes[id.index] }

  public var ids: [NodeID] { nodes.indices.map(NodeID.init(index:)) }

  /// Adds a node, or finds the equal one that is there.
  ///
  /// - Precondition: every input that is an output names a node of this graph.
  public mutating func add(
    _ parameters: some NodeParameters, inputs: [Node.Input] = [], label: String
  ) -> NodeID {
    encoder.removeAll()
    parameters.encodeFields(into: &encoder)
    let fields = encoder.bytes.withUnsafeBufferPointer { Array($0) }
    let stage = parameters.descriptor
    let identity = Identity(stage: stage, fields: fields, inputs: inputs)
    if let id = known[identity] { return id }
    for case .output(let id, _) in inputs.map(\.source) {
      precondition(id.index < nodes.count, "an input from outside the graph")
    }
    let id = NodeID(index: nodes.count)
    nodes.append(
      Node(
        stage: stage, parameters: parameters, inputs: inputs, fields: fields, label: label))
    known[identity] = id
    return id
  }

  /// Says that a node reads on where another one has stopped reading: next in the same worker, it
  /// may be made sooner. It need not be, and is the same wherever it is made.
  public mutating func note(_ node: NodeID, continues earlier: NodeID) {
    continuations[earlier] = node
  }

  /// The node that reads on where this one has stopped.
  public func continuation(of node: NodeID) -> NodeID? { continuations[node] }

  /// The nodes that `roots` stand on, themselves included, in topological order.
  public func closure(of roots: [NodeID]) -> [NodeID] {
    var needed = [Bool](repeating: false, count: nodes.count)
    for root in roots { needed[root.index] = true }
    for index in nodes.indices.reversed() where needed[index] {
      for case .output(let id, _) in nodes[index].inputs.map(\.source) { needed[id.index] = true }
    }
    return nodes.indices.filter { needed[$0] }.map(NodeID.init(index:))
  }
}
