package import BuildEngine

/// A graph of work: what each node takes, and what waits for it. Indices are in topological
/// order.
package struct TaskGraph {
  package var name: String
  /// By node.
  package var seconds: [Double]
  /// Bytes, by node.
  package var memory: [Int64]
  package var dependents: AdjacencyList

  /// - Parameter inputs: By node, the indices of the nodes that it waits for, all of them lower.
  package init(name: String, seconds: [Double], memory: [Int64], inputs: [[Int]]) {
    self.name = name
    self.seconds = seconds
    self.memory = memory
    dependents = AdjacencyList(nodeCount: seconds.count) { add in
      for (node, sources) in inputs.enumerated() {
        for source in sources { add(source, node) }
      }
    }
  }

  package var count: Int { seconds.count }
  package var work: Double { seconds.reduce(0, +) }

  /// By node, the number of edges that lead to it.
  package var inputCounts: [Int32] {
    var counts = [Int32](repeating: 0, count: count)
    for node in 0..<count { for next in dependents[node] { counts[Int(next)] += 1 } }
    return counts
  }

  /// By node, the seconds that pass before it can start, however many workers there are.
  package var heads: [Double] {
    var heads = [Double](repeating: 0, count: count)
    for node in 0..<count {
      let end = heads[node] + seconds[node]
      for next in dependents[node] { heads[Int(next)] = max(heads[Int(next)], end) }
    }
    return heads
  }

  /// By node, the seconds from its start to the end, however many workers there are.
  package var tails: [Double] {
    CriticalPath.lengths(order: 0..<count, seconds: seconds, dependents: dependents)
  }
}
