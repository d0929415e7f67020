/// A table of simulated builds beside what no build can be faster than.
package struct SimulationTable {
  package struct Row {
    package var graph: String
    package var nodes: Int
    package var workers: Int
    package var makespan: Double
    package var bounds: LowerBounds
    package var microsecondsPerNode: Double

    package var ratio: Double { bounds.simple > 0 ? makespan / bounds.simple : 1 }
    package var provedRatio: Double { bounds.proved > 0 ? makespan / bounds.proved : 1 }

    /// Why the ratio is what it is, where it is not small.
    package var remark: String {
      if ratio <= SimulationTable.tolerance { return "" }
      guard let reason = bounds.reason, bounds.proved > bounds.simple else {
        return "above the goal"
      }
      let proof =
        "no schedule is below \(SimulationTable.fixed(bounds.proved, 2)) s: \(reason)"
      if provedRatio <= SimulationTable.tolerance { return proof }
      return "\(SimulationTable.fixed(provedRatio, 3)) of what can be proved; \(proof)"
    }
  }

  /// The goal: within so much of the larger bound.
  package static let tolerance = 1.05

  package static let header = line([
    "graph", "nodes", "workers", "makespan s", "bound s", "ratio", "us/node", "",
  ])

  /// Simulates a build and compares.
  package static func row(_ graph: TaskGraph, _ simulation: Simulation) -> Row {
    let outcome = simulation.run(graph)
    return Row(
      graph: graph.name, nodes: graph.count, workers: simulation.workers,
      makespan: outcome.makespan,
      bounds: LowerBounds(
        graph, workers: simulation.workers, memoryCap: simulation.memoryCap),
      microsecondsPerNode: outcome.schedulerSeconds / Double(max(graph.count, 1)) * 1e6)
  }

  package static func text(_ row: Row) -> String {
    line([
      row.graph, String(row.nodes), String(row.workers), fixed(row.makespan, 2),
      fixed(row.bounds.simple, 2), fixed(row.ratio, 4), fixed(row.microsecondsPerNode, 2),
      row.remark,
    ])
  }

  private static func line(_ cells: [String]) -> String {
    let widths = [12, 7, 7, 11, 11, 7, 8, 0]
    var text = ""
    for (index, (cell, width)) in zip(cells, widths).enumerated() {
      let padding = String(repeating: " ", count: max(0, width - cell.count))
      text += index == 0 || width == 0 ? cell + padding : padding + cell
      text += "  "
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  package static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let rest = String(scaled % scale)
    return "\(scaled / scale)."
      + String(repeating: "0", count: digits - rest.count) + rest
  }
}
