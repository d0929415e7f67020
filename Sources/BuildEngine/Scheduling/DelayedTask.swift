internal import BuildGraph
/// A task that must not start before a moment.
struct DelayedTask: Ordered {
  var task: ScheduledTask
  /// Seconds, on the scheduler's clock.
  var due: Double

  func precedes(_ other: DelayedTask) -> Bool {
    due != other.due ? due < other.due : task.precedes(other.task)
  }
}
