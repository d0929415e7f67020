internal import BuildGraph
/// Decides what starts next. It starts nothing itself, has no clock, and knows no worker and no
/// store: the engine and the simulator drive the same one.
///
/// Of all that could start, the most urgent does, under four rules:
/// - A task takes a slot of its lane: one of the build's jobs, or a slot of its pool.
/// - The estimates of what runs, and what idle workers hold, stay under the memory cap.
/// - One that does not fit is passed over eight times by smaller ones, then waits alone.
/// - One that is above the cap by itself runs when nothing else does.
///
/// A decision costs O(log n) for n waiting tasks, however many run.
package struct Scheduler {
  package enum Decision: Equatable {
    /// Start this one; its slot and its memory are taken.
    case start(ScheduledTask, isAboveCap: Bool)
    /// Idle workers have to give back so many bytes before anything can start. Tell
    /// ``idleMemory`` and ask again.
    case release(bytes: Int64)
    /// Nothing can start before something ends, is added, or ``nextStart(at:)``.
    case wait
  }

  /// Bytes that idle workers hold, less those of the one that would be used next.
  package var idleMemory: Int64 = 0

  private let memoryCap: Int64?
  private let pools: [String: Pool]
  private let jobs: Int
  private var lanes: [SchedulerLane]
  private var laneByPool: [String: Int] = [:]
  private var delayed = BinaryHeap<DelayedTask>()
  private var running: [Int: ScheduledTask] = [:]
  private var usedMemory: Int64 = 0
  /// How often the most urgent task has been passed over.
  private var passes = 0

  /// After so many it is passed over no more, lest it wait for ever.
  static let passLimit = 8

  /// - Parameters:
  ///   - jobs: Tasks outside of pools that may run at once; less than 1 counts as 1.
  ///   - memoryCap: Bytes that may be used. `nil` means no limit.
  package init(jobs: Int, memoryCap: Int64? = nil, pools: [String: Pool] = [:]) {
    self.jobs = max(1, jobs)
    self.memoryCap = memoryCap
    self.pools = pools
    lanes = [SchedulerLane(slots: jobs)]
  }

  /// The number of the lane for tasks of that pool. A pool that nothing is known of has as many
  /// slots as there are jobs.
  package mutating func lane(of pool: String?) -> Int {
    guard let pool else { return 0 }
    if let lane = laneByPool[pool] { return lane }
    let settings = pools[pool] ?? Pool()
    lanes.append(
      SchedulerLane(
        slots: settings.limit ?? jobs, startsPerMinute: settings.startsPerMinute))
    laneByPool[pool] = lanes.count - 1
    return lanes.count - 1
  }

  /// Tasks that may run at once, all lanes together.
  package var slots: Int { lanes.reduce(0) { $0 + $1.slots } }

  package var runningCount: Int { running.count }

  /// Whether nothing waits, for a slot or for its time.
  package var hasNoWaiting: Bool { delayed.isEmpty && hasNoReady }

  /// Whether nothing waits for a slot.
  package var hasNoReady: Bool { lanes.allSatisfy(\.ready.isEmpty) }

  /// Whether fewer tasks run than there are jobs and nothing is there to fill the rest.
  package var isStarved: Bool { lanes[0].hasFreeSlot && hasNoReady }

  /// Adds a task.
  ///
  /// - Parameter due: It does not start before.
  package mutating func add(_ task: ScheduledTask, notBefore due: Double? = nil) {
    if let due {
      delayed.insert(DelayedTask(task: task, due: due))
    } else {
      lanes[task.lane].ready.insert(task)
    }
  }

  /// Forgets all that waits. What runs goes on.
  package mutating func removeWaiting() {
    for index in lanes.indices { lanes[index].ready.removeAll() }
    delayed.removeAll()
    passes = 0
  }

  /// Says what to do now. To be called until it says ``Decision/wait``.
  ///
  /// - Parameter now: Seconds on any clock that never goes back.
  package mutating func next(at now: Double) -> Decision {
    promote(at: now)
    guard let head = mostUrgent(within: nil, at: now) else { return .wait }
    guard let memoryCap else { return start(head, at: now) }
    let left = memoryCap - usedMemory
    if head.memory <= left {
      return head.memory <= left - idleMemory
        ? start(head, at: now) : .release(bytes: head.memory - (left - idleMemory))
    }
    if running.isEmpty {
      // It needs more than there is: all that can be let go helps.
      if idleMemory > 0 { return .release(bytes: idleMemory) }
      return start(head, at: now, isAboveCap: true)
    }
    guard passes < Self.passLimit, let smaller = mostUrgent(within: left, at: now) else {
      return .wait
    }
    if smaller.memory > left - idleMemory {
      return .release(bytes: smaller.memory - (left - idleMemory))
    }
    let before = passes
    defer { passes = before + 1 }
    return start(smaller, at: now)
  }

  /// Frees what a task held that has run.
  package mutating func end(_ id: Int) {
    guard let task = running.removeValue(forKey: id) else { return }
    usedMemory -= task.memory
    lanes[task.lane].end()
  }

  /// Takes back a start: the task has not run and is of no use any more.
  package mutating func withdraw(_ id: Int) {
    guard let task = running.removeValue(forKey: id) else { return }
    usedMemory -= task.memory
    lanes[task.lane].undoStart()
  }

  /// Takes back a start: the task has not run and waits again.
  package mutating func putBack(_ id: Int) {
    guard let task = running[id] else { return }
    withdraw(id)
    lanes[task.lane].ready.insert(task)
  }

  /// Whether something could start now if there were memory enough.
  package mutating func canStart(at now: Double) -> Bool {
    promote(at: now)
    return lanes.indices.contains { lanes[$0].admits(at: now) }
  }

  /// The priority of the most urgent of all that could start now if there were memory enough.
  package mutating func urgency(at now: Double) -> Double? {
    promote(at: now)
    return mostUrgent(within: nil, at: now)?.priority
  }

  /// When time alone lets something start that cannot start now: a delay ends, or a pool's rate
  /// allows one more. `nil` if nothing waits for that.
  package mutating func nextStart(at now: Double) -> Double? {
    var soonest = delayed.first?.due
    for index in lanes.indices {
      guard let time = lanes[index].nextToken(at: now) else { continue }
      soonest = min(soonest ?? time, time)
    }
    return soonest
  }

  private mutating func promote(at now: Double) {
    while let first = delayed.first, first.due <= now {
      _ = delayed.removeFirst()
      lanes[first.task.lane].ready.insert(first.task)
    }
  }

  private mutating func mostUrgent(within memory: Int64?, at now: Double) -> ScheduledTask? {
    var best: ScheduledTask?
    for index in lanes.indices where lanes[index].admits(at: now) {
      let ready = lanes[index].ready
      guard let task = memory.map({ ready.first(within: $0) }) ?? ready.first else { continue }
      if best.map(task.precedes) ?? true { best = task }
    }
    return best
  }

  private mutating func start(
    _ task: ScheduledTask, at now: Double, isAboveCap: Bool = false
  ) -> Decision {
    lanes[task.lane].start(task, at: now)
    running[task.id] = task
    usedMemory += task.memory
    passes = 0
    return .start(task, isAboveCap: isAboveCap)
  }
}
