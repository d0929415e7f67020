/// A set of numbered things, of which the one with the lowest score comes out first.
struct MinimumHeap {
  private var entries: [(score: Double, item: Int)] = []

  mutating func insert(_ item: Int, score: Double) {
    entries.append((score, item))
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if !isBefore(child, parent) { return }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> (score: Double, item: Int)? {
    guard let last = entries.popLast() else { return nil }
    guard let first = entries.first else { return last }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if isBefore(child, least) { least = child }
      }
      if least == parent { return first }
      entries.swapAt(parent, least)
      parent = least
    }
  }

  /// Equal scores go by number, so that the order is always the same.
  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (entries[a].score, entries[a].item) < (entries[b].score, entries[b].item)
  }
}
