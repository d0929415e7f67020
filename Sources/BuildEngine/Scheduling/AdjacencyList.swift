/// The edges of a graph, by the node they leave: two arrays, however many nodes there are.
package struct AdjacencyList {
  /// Where each node's edges begin in `targets`; one more at the end.
  private var offsets: [Int32]
  private var targets: [Int32]

  /// Collects edges.
  ///
  /// - Parameters:
  ///   - nodeCount: All edges are between nodes of an index below it.
  ///   - edges: Calls its argument with each edge's source and target. It is called twice and
  ///     has to name the same edges both times.
  package init(
    nodeCount: Int, edges: (_ add: (_ source: Int, _ target: Int) -> Void) -> Void
  ) {
    var offsets = [Int32](repeating: 0, count: nodeCount + 1)
    edges { source, _ in offsets[source + 1] += 1 }
    for index in 0..<nodeCount { offsets[index + 1] += offsets[index] }
    var targets = [Int32](repeating: 0, count: Int(offsets[nodeCount]))
    var next = offsets
    edges { source, target in
      targets[Int(next[source])] = Int32(target)
      next[source] += 1
    }
    self.offsets = offsets
    self.targets = targets
  }

  /// A graph without nodes.
  package init() {
    offsets = [0]
    targets = []
  }

  package var nodeCount: Int { offsets.count - 1 }

  /// Where the edges from a node lead, in the order in which they were named; none for a node
  /// that the graph does not have.
  package subscript(node: Int) -> ArraySlice<Int32> {
    node < nodeCount ? targets[Int(offsets[node])..<Int(offsets[node + 1])] : []
  }
}
