/// How long it takes from the start of each node to the end of all work, if whatever can run at
/// once does.
package enum CriticalPath {
  /// Computes it in one pass over nodes and edges.
  ///
  /// - Parameters:
  ///   - order: The indices of the nodes in topological order, those without inputs first.
  ///   - seconds: What each node takes, by index.
  ///   - dependents: Edges from each node to those that wait for it.
  /// - Returns: Seconds by index: the node's own and those of the longest path after it; 0 for
  ///   nodes that are not in `order`.
  package static func lengths(
    order: some BidirectionalCollection<Int>, seconds: [Double], dependents: AdjacencyList
  ) -> [Double] {
    var lengths = [Double](repeating: 0, count: seconds.count)
    for index in order.reversed() {
      var rest = 0.0
      for dependent in dependents[index] { rest = max(rest, lengths[Int(dependent)]) }
      lengths[index] = seconds[index] + rest
    }
    return lengths
  }
}
