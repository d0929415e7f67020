internal import BuildGraph
/// Work as the scheduler sees it.
package struct ScheduledTask: Hashable, Sendable {
  /// The caller's name for it, unique among all that waits or runs.
  package var id: Int
  /// Decides between tasks of one priority: the lower goes first.
  package var order: Int
  /// Seconds until the end of the build if everything after this ran at once.
  package var priority: Double
  /// Bytes that it is expected to need.
  package var memory: Int64
  /// What it takes a slot of; see ``Scheduler/lane(of:)``.
  package var lane: Int

  package init(id: Int, order: Int, priority: Double, memory: Int64 = 0, lane: Int = 0) {
    self.id = id
    self.order = order
    self.priority = priority
    self.memory = memory
    self.lane = lane
  }
}

extension ScheduledTask: Ordered {
  package func precedes(_ other: ScheduledTask) -> Bool {
    if priority != other.priority { return priority > other.priority }
    return order != other.order ? order < other.order : id < other.id
  }
}
