/// Runs that could start, the most urgent first, and the rules for admitting them.
struct ReadyQueue {
  private(set) var runs: [Run] = []
  /// How often the most urgent one was passed over because it needs too much memory.
  private var passes = 0

  /// After so many it is passed over no more, lest it wait for ever.
  private static let passLimit = 8

  var isEmpty: Bool { runs.isEmpty }

  mutating func removeAll() {
    runs = []
    passes = 0
  }

  mutating func insert(_ run: Run) {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(runs[middle], run) { low = middle + 1 } else { high = middle }
    }
    runs.insert(run, at: low)
  }

  /// Takes the most urgent run that fits.
  ///
  /// - Parameters:
  ///   - memory: Bytes that are left under the cap, or `nil` without one.
  ///   - isIdle: Whether nothing runs. Then the most urgent one is taken even if it does not
  ///     fit: it runs alone.
  mutating func take(memory: Int64?, isIdle: Bool) -> Run? {
    guard let first = runs.first else { return nil }
    guard let memory, !isIdle, first.estimate.memory > memory else {
      passes = 0
      return runs.removeFirst()
    }
    passes += 1
    guard passes <= Self.passLimit,
      let index = runs.firstIndex(where: { $0.estimate.memory <= memory })
    else { return nil }
    return runs.remove(at: index)
  }

  private static func precedes(_ left: Run, _ right: Run) -> Bool {
    left.priority != right.priority ? left.priority > right.priority : left.node < right.node
  }
}
