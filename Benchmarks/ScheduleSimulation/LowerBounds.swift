/// What no schedule of a graph can be faster than.
package struct LowerBounds {
  /// Seconds of the longest path.
  package var criticalPath: Double
  /// Seconds of all work, shared evenly.
  package var evenShare: Double
  /// Seconds that a memory cap enforces: each node's bytes times its seconds, shared evenly.
  package var memoryShare: Double
  /// The longest bound that can be proved here, at least the larger of the others.
  package var proved: Double
  /// Why ``proved`` holds, if it is larger than the others.
  package var reason: String?

  /// The larger of the critical path and the even share, and what the memory cap enforces.
  package var simple: Double { max(criticalPath, evenShare, memoryShare) }

  /// So many different seconds before and after are tried.
  private static let steps = 128

  package init(_ graph: TaskGraph, workers: Int, memoryCap: Int64? = nil) {
    let tails = graph.tails
    criticalPath = tails.max() ?? 0
    evenShare = graph.work / Double(workers)
    memoryShare = 0
    if let cap = memoryCap.map(Double.init) {
      for node in 0..<graph.count {
        memoryShare += min(Double(graph.memory[node]) / cap, 1) * graph.seconds[node]
      }
    }
    proved = max(criticalPath, evenShare, memoryShare)
    boundByPacking(graph, workers)
    boundByRamps(graph, workers, tails)
  }

  /// Of the k·m + 1 longest nodes, one of m workers gets k + 1: at least the shortest of them.
  private mutating func boundByPacking(_ graph: TaskGraph, _ workers: Int) {
    let sorted = graph.seconds.sorted(by: >)
    var sums = [0.0]
    for value in sorted { sums.append(sums[sums.count - 1] + value) }
    var rounds = 1
    while rounds * workers < sorted.count {
      let last = rounds * workers
      let bound = sums[last + 1] - sums[last - rounds]
      if bound > proved {
        proved = bound
        reason = "of the \(last + 1) longest nodes a worker has to run \(rounds + 1)"
      }
      rounds += 1
    }
  }

  /// Nodes that cannot start for a while, and before the end of which another while has to pass,
  /// share the workers in between.
  private mutating func boundByRamps(_ graph: TaskGraph, _ workers: Int, _ tails: [Double]) {
    let heads = graph.heads
    let after = zip(tails, graph.seconds).map { $0 - $1 }
    let headSteps = Self.quantiles(heads)
    let afterSteps = Self.quantiles(after)
    let columns = afterSteps.count
    var work = [Double](repeating: 0, count: headSteps.count * columns)
    for node in 0..<graph.count {
      let row = Self.place(of: heads[node], in: headSteps)
      work[row * columns + Self.place(of: after[node], in: afterSteps)] += graph.seconds[node]
    }
    // What stands in a cell becomes the work of that cell and of all behind it.
    for row in headSteps.indices.reversed() {
      for column in afterSteps.indices.reversed() {
        let hasBelow = row + 1 < headSteps.count
        let hasRight = column + 1 < columns
        if hasBelow { work[row * columns + column] += work[(row + 1) * columns + column] }
        if hasRight { work[row * columns + column] += work[row * columns + column + 1] }
        if hasBelow && hasRight {
          work[row * columns + column] -= work[(row + 1) * columns + column + 1]
        }
        let share = work[row * columns + column] / Double(workers)
        let bound = headSteps[row] + share + afterSteps[column]
        // A cell without work proves nothing; a sum that should be 0 may be a little more.
        guard share > 1e-9 * bound, bound > proved * (1 + 1e-9) else { continue }
        proved = bound
        reason =
          "\(Self.short(headSteps[row])) s pass before, and \(Self.short(afterSteps[column])) s "
          + "after, work that keeps all workers busy for \(Self.short(share)) s"
      }
    }
  }

  /// The lowest value and up to ``steps`` others, in ascending order.
  private static func quantiles(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    guard let first = sorted.first else { return [] }
    var steps = [first]
    for index in 1...Self.steps {
      let value = sorted[min(sorted.count * index / Self.steps, sorted.count - 1)]
      if value > steps[steps.count - 1] { steps.append(value) }
    }
    return steps
  }

  /// The last step that is not above a value.
  private static func place(of value: Double, in steps: [Double]) -> Int {
    var low = 0
    var high = steps.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  private static func short(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
