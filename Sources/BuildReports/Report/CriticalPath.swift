/// The chain of nodes, each an input of the next, that took longest: with any number of jobs the
/// build would have taken that long.
public struct CriticalPath: Hashable, Sendable {
  /// Nodes that ran, first to last.
  public var ids: [Int]
  /// What they took one after another.
  public var seconds: Double

  public init(ids: [Int] = [], seconds: Double = 0) {
    self.ids = ids
    self.seconds = seconds
  }

  /// Finds the path. Nodes that were found count nothing, but a path may lead through them.
  ///
  /// - Parameter nodes: In topological order.
  init(of nodes: [BuildReport.Node]) {
    var places: [Int: Int] = [:]
    places.reserveCapacity(nodes.count)
    var lengths = [Double](repeating: 0, count: nodes.count)
    var previous = [Int?](repeating: nil, count: nodes.count)
    var last: Int?
    for (place, node) in nodes.enumerated() {
      places[node.id] = place
      for input in node.inputs {
        guard let before = places[input], lengths[before] > lengths[place] else { continue }
        lengths[place] = lengths[before]
        previous[place] = before
      }
      lengths[place] += node.seconds
      if lengths[place] > 0, lengths[place] > last.map({ lengths[$0] }) ?? 0 { last = place }
    }
    seconds = last.map { lengths[$0] } ?? 0
    ids = []
    while let place = last {
      if nodes[place].state != .cached { ids.append(nodes[place].id) }
      last = previous[place]
    }
    ids.reverse()
  }
}
