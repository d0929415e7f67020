internal import BuildGraph
/// Tasks that could start, the most urgent first.
///
/// The most urgent that fits into some memory must be found without looking at all that do not.
/// So there is a heap for each class of memory, eight classes to a doubling, and only the heads
/// of the heaps are looked at.
struct ReadyQueue {
  private struct MemoryClass {
    /// The most bytes that a task of this class may need.
    let bound: Int64
    var heap = BinaryHeap<ScheduledTask>()
  }

  /// In the order of their bounds.
  private var classes: [MemoryClass] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func removeAll() {
    classes = []
    count = 0
  }

  mutating func insert(_ task: ScheduledTask) {
    let bound = Self.bound(task.memory)
    var index = firstClass(notBelow: bound)
    if index == classes.count || classes[index].bound != bound {
      classes.insert(MemoryClass(bound: bound), at: index)
    }
    index = min(index, classes.count - 1)
    classes[index].heap.insert(task)
    count += 1
  }

  var first: ScheduledTask? {
    var best: ScheduledTask?
    for tasks in classes {
      guard let head = tasks.heap.first else { continue }
      if best.map(head.precedes) ?? true { best = head }
    }
    return best
  }

  /// The most urgent task that needs no more than these bytes.
  ///
  /// In the one class whose bound is above them and whose tasks may still fit, only the most
  /// urgent is considered: an estimate is not better than an eighth.
  func first(within memory: Int64) -> ScheduledTask? {
    var best: ScheduledTask?
    for tasks in classes {
      if let head = tasks.heap.first, head.memory <= memory, best.map(head.precedes) ?? true {
        best = head
      }
      if tasks.bound > memory { break }
    }
    return best
  }

  /// Takes a task that ``first`` or ``first(within:)`` has just named.
  mutating func remove(_ task: ScheduledTask) {
    let index = firstClass(notBelow: Self.bound(task.memory))
    guard index < classes.count, classes[index].heap.first == task else { return }
    _ = classes[index].heap.removeFirst()
    count -= 1
    // A class that has run dry would be looked at for ever.
    if classes[index].heap.isEmpty { classes.remove(at: index) }
  }

  private func firstClass(notBelow bound: Int64) -> Int {
    var low = 0
    var high = classes.count
    while low < high {
      let middle = (low + high) / 2
      if classes[middle].bound < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Rounds up to an eighth of a power of two.
  static func bound(_ memory: Int64) -> Int64 {
    if memory <= 1 { return max(memory, 0) }
    let exponent = 63 - (memory - 1).leadingZeroBitCount
    let step = Int64(1) << max(exponent - 3, 0)
    let steps = (memory - 1) / step + 1
    let (bound, overflow) = steps.multipliedReportingOverflow(by: step)
    return overflow ? .max : bound
  }
}
