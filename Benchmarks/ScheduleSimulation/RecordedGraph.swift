internal import FoundationEssentials

/// The graph of a real build, as `reel build --report FILE.json` leaves it.
package enum RecordedGraph {
  package struct Unreadable: Error, CustomStringConvertible {
    package var description: String
  }

  private struct Report: Decodable {
    struct Node: Decodable {
      var id: Int
      /// Missing for a node that did not run.
      var seconds: Double?
      var megabytes: Double?
      var inputs: [Int]?

      enum CodingKeys: String, CodingKey {
        case id, seconds, inputs
        case megabytes = "memory_mb"
      }
    }
    var nodes: [Node]?
  }

  /// - Throws: ``Unreadable`` if the file is no report with nodes, or its nodes stand on each
  ///   other in a circle.
  package static func load(_ path: String) throws(Unreadable) -> TaskGraph {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else {
      throw Unreadable(description: "The file \(path) cannot be read.")
    }
    guard let report = try? JSONDecoder().decode(Report.self, from: data) else {
      throw Unreadable(
        description: "\(path) is no report. Make one with reel build --report FILE.json.")
    }
    guard let nodes = report.nodes else {
      throw Unreadable(
        description: "The report \(path) names no nodes. Make it with this version of reel.")
    }
    let order = try sorted(nodes, path)
    let place = Dictionary(
      order.enumerated().map { (nodes[$1].id, $0) }, uniquingKeysWith: { first, _ in first })
    return TaskGraph(
      name: path.split(separator: "/").last.map(String.init) ?? path,
      seconds: order.map { max(nodes[$0].seconds ?? 0, 0) },
      memory: order.map { Int64(max(nodes[$0].megabytes ?? 0, 0) * 1e6) },
      inputs: order.map { index in
        // A node that the report leaves out holds nobody up.
        Array(Set((nodes[index].inputs ?? []).compactMap { place[$0] })).sorted()
      })
  }

  /// The nodes' indices in topological order, those of equal rank in the report's.
  private static func sorted(
    _ nodes: [Report.Node], _ path: String
  ) throws(Unreadable) -> [Int] {
    let known = Dictionary(
      nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var waiting = [Int](repeating: 0, count: nodes.count)
    var dependents = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for input in Set(node.inputs ?? []) {
        guard let source = known[input] else { continue }
        waiting[index] += 1
        dependents[source].append(index)
      }
    }
    var order = nodes.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for dependent in dependents[order[next]].sorted() {
        waiting[dependent] -= 1
        if waiting[dependent] == 0 { order.append(dependent) }
      }
      next += 1
    }
    guard order.count == nodes.count else {
      throw Unreadable(description: "The nodes of the report \(path) stand on each other.")
    }
    return order
  }
}
