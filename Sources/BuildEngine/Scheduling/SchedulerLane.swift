/// A pool, or the build's jobs, as the scheduler keeps them: slots, a rate and what waits.
struct SchedulerLane {
  /// Tasks that may run at once.
  let slots: Int
  /// `nil` if starts are not limited.
  private var bucket: TokenBucket?
  var running = 0
  var ready = ReadyQueue()

  init(slots: Int, startsPerMinute: Int? = nil) {
    self.slots = max(1, slots)
    bucket = startsPerMinute.map(TokenBucket.init(perMinute:))
  }

  var hasFreeSlot: Bool { running < slots }

  /// Whether something of this lane may start now, memory aside.
  mutating func admits(at now: Double) -> Bool {
    guard hasFreeSlot, !ready.isEmpty else { return false }
    return bucket?.hasToken(at: now) ?? true
  }

  mutating func start(_ task: ScheduledTask, at now: Double) {
    ready.remove(task)
    running += 1
    bucket?.take(at: now)
  }

  mutating func end() { running -= 1 }

  /// Takes back a start that did not happen.
  mutating func undoStart() {
    running -= 1
    bucket?.giveBack()
  }

  /// When time alone lets something of this lane start; `nil` if something else has to happen.
  mutating func nextToken(at now: Double) -> Double? {
    guard hasFreeSlot, !ready.isEmpty, bucket?.hasToken(at: now) == false else { return nil }
    return bucket?.nextToken(at: now)
  }
}
