import BuildGraph
import Testing

@testable import BuildEngine

@Suite struct SchedulerTests {
  private func task(
    _ id: Int, priority: Double = 1, memory: Int64 = 0, lane: Int = 0
  ) -> ScheduledTask {
    ScheduledTask(id: id, order: id, priority: priority, memory: memory, lane: lane)
  }

  /// Starts what may start, and says what.
  private func start(_ scheduler: inout Scheduler, at now: Double = 0) -> [Int] {
    var started: [Int] = []
    while case .start(let task, _) = scheduler.next(at: now) { started.append(task.id) }
    return started
  }

  @Test func theMostUrgentComesFirst() {
    var scheduler = Scheduler(jobs: 10)
    for (id, priority) in [1.0, 5, 3, 5, 2].enumerated() {
      scheduler.add(task(id, priority: priority))
    }
    #expect(start(&scheduler) == [1, 3, 2, 4, 0])
    #expect(scheduler.hasNoWaiting && scheduler.runningCount == 5)
  }

  @Test func aHeapSortsWhateverItIsGiven() {
    var heap = BinaryHeap<ScheduledTask>()
    var state: UInt64 = 7
    var expected: [ScheduledTask] = []
    for id in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let new = task(id, priority: Double(state >> 58))
      heap.insert(new)
      expected.append(new)
      if id % 3 == 2 {
        let first = expected.min { $0.precedes($1) }
        #expect(heap.removeFirst() == first)
        expected.removeAll { $0 == first }
      }
    }
    for next in expected.sorted(by: { $0.precedes($1) }) { #expect(heap.removeFirst() == next) }
    #expect(heap.removeFirst() == nil)
  }

  @Test func whatFitsGoesAheadButNotForEver() {
    var scheduler = Scheduler(jobs: 3, memoryCap: 500)
    scheduler.add(task(100, priority: 1000, memory: 1000))
    scheduler.add(task(0, priority: 2000, memory: 10))
    #expect(scheduler.next(at: 0) == .start(task(0, priority: 2000, memory: 10), isAboveCap: false))
    for id in 1..<20 { scheduler.add(task(id, memory: 10)) }
    #expect(start(&scheduler) == [1, 2])
    for id in 0..<3 { scheduler.end(id) }
    // Something must run, or it would be its turn.
    scheduler.add(task(50, priority: 9999, memory: 10))
    _ = scheduler.next(at: 0)
    var passed: [Int] = []
    while case .start(let next, _) = scheduler.next(at: 0) {
      passed.append(next.id)
      scheduler.end(next.id)
    }
    #expect(passed == Array(3...10))
    scheduler.end(50)
    #expect(
      scheduler.next(at: 0)
        == .start(task(100, priority: 1000, memory: 1000), isAboveCap: true))
    #expect(scheduler.next(at: 0) == .wait)
    scheduler.end(100)
    #expect(start(&scheduler) == [11, 12, 13])
  }

  @Test func theSmallerOnesAreFoundInOrderOfUrgency() {
    var scheduler = Scheduler(jobs: 10, memoryCap: 1000 << 20)
    scheduler.add(task(0, priority: 10, memory: 600 << 20))
    scheduler.add(task(1, priority: 9, memory: 500 << 20))
    scheduler.add(task(2, priority: 2, memory: 100 << 20))
    scheduler.add(task(3, priority: 3, memory: 350 << 20))
    #expect(start(&scheduler) == [0, 3])
    scheduler.end(3)
    #expect(start(&scheduler) == [2])
    scheduler.end(0)
    #expect(start(&scheduler) == [1])
  }

  @Test func memoryIsRoundedByAnEighthAtMost() {
    for memory: Int64 in [0, 1, 16 << 20, 16 << 20 + 1, 100_000_000, 3 << 33, .max - 5, .max] {
      let bound = ReadyQueue.bound(memory)
      #expect(bound >= memory)
      if bound < .max { #expect(bound - memory <= memory / 8) }
    }
    #expect(ReadyQueue.bound(-1) == 0)
    #expect(ReadyQueue.bound(18 << 20) == 18 << 20)
    #expect(ReadyQueue.bound(18 << 20 + 1) == 20 << 20)
  }

  @Test func idleWorkersGoBeforeAnythingWaitsForMemory() {
    var scheduler = Scheduler(jobs: 2, memoryCap: 1000)
    scheduler.idleMemory = 700
    scheduler.add(task(0, memory: 400))
    #expect(scheduler.next(at: 0) == .release(bytes: 100))
    scheduler.idleMemory = 500
    #expect(scheduler.next(at: 0) == .start(task(0, memory: 400), isAboveCap: false))
    // One that is above the cap gets all that there is.
    scheduler.add(task(1, memory: 2000))
    #expect(scheduler.next(at: 0) == .wait)
    scheduler.end(0)
    #expect(scheduler.next(at: 0) == .release(bytes: 500))
    scheduler.idleMemory = 0
    #expect(scheduler.next(at: 0) == .start(task(1, memory: 2000), isAboveCap: true))
  }

  @Test func aPoolTakesNoJobAndAJobNoSlotOfAPool() {
    var scheduler = Scheduler(jobs: 1, pools: ["download": Pool(limit: 2)])
    let lane = scheduler.lane(of: "download")
    #expect(lane == scheduler.lane(of: "download") && scheduler.lane(of: nil) == 0)
    #expect(scheduler.slots == 3)
    for id in 0..<4 { scheduler.add(task(id, priority: 5, lane: lane)) }
    for id in 10..<13 { scheduler.add(task(id)) }
    #expect(start(&scheduler) == [0, 1, 10])
    scheduler.end(10)
    #expect(start(&scheduler) == [11])
    scheduler.end(1)
    #expect(start(&scheduler) == [2])
    #expect(scheduler.nextStart(at: 0) == nil)
  }

  @Test func aRateHoldsInAnyMinute() throws {
    for perMinute in [1, 2, 5, 8, 60, 600] {
      var scheduler = Scheduler(
        jobs: 1, pools: ["api": Pool(limit: 5000, startsPerMinute: perMinute)])
      let lane = scheduler.lane(of: "api")
      for id in 0..<(3 * perMinute) { scheduler.add(task(id, lane: lane)) }
      var starts: [Double] = []
      var now = 0.0
      while !scheduler.hasNoWaiting {
        starts += start(&scheduler, at: now).map { _ in now }
        if let next = scheduler.nextStart(at: now) {
          #expect(next > now)
          now = next
        }
      }
      for (index, begin) in starts.enumerated() {
        #expect(starts[index...].count { $0 < begin + 59.999 } <= perMinute)
      }
      // The limit is used, too: three minutes' worth in little more than three at most.
      #expect(starts.count == 3 * perMinute && now < 195)
    }
  }

  @Test func aStartThatDidNotHappenCostsNothing() {
    var scheduler = Scheduler(
      jobs: 1, memoryCap: 100, pools: ["api": Pool(limit: 1, startsPerMinute: 1)])
    let lane = scheduler.lane(of: "api")
    scheduler.add(task(0, memory: 100, lane: lane))
    #expect(start(&scheduler) == [0])
    scheduler.putBack(0)
    #expect(start(&scheduler) == [0])
    scheduler.withdraw(0)
    scheduler.add(task(1, memory: 100, lane: lane))
    #expect(start(&scheduler) == [1])
    scheduler.end(1)
    scheduler.add(task(2, memory: 100, lane: lane))
    #expect(start(&scheduler) == [] && scheduler.nextStart(at: 0) == 60)
  }

  @Test func aDelayedTaskBlocksNothing() {
    var scheduler = Scheduler(jobs: 1)
    scheduler.add(task(0, priority: 100), notBefore: 5)
    scheduler.add(task(1))
    #expect(start(&scheduler, at: 0) == [1])
    #expect(scheduler.nextStart(at: 0) == 5 && !scheduler.hasNoWaiting && scheduler.hasNoReady)
    scheduler.end(1)
    #expect(start(&scheduler, at: 4.9) == [])
    #expect(start(&scheduler, at: 5) == [0])
    scheduler.add(task(2), notBefore: 9)
    scheduler.removeWaiting()
    #expect(scheduler.hasNoWaiting && scheduler.nextStart(at: 6) == nil)
  }

  @Test func theWaitGrowsAndIsNeverShorterThanAsked() {
    let keys = (0..<50).map { SHA256.digest(of: [UInt8($0)]) }
    for key in keys {
      var last = 0.0
      for attempt in 1...12 {
        let delay = BackOff.transient.delay(attempt: attempt, key: key)
        let most = min(0.5 * Double(1 << (attempt - 1)), 60)
        #expect(delay <= most && delay >= 0.75 * most && delay >= last)
        last = delay
        #expect(BackOff.transient.delay(attempt: attempt, key: key) == delay)
      }
      let asked = BackOff.transient.delay(attempt: 1, key: key, requested: 7)
      #expect(asked >= 7 && asked <= 8)
      #expect(BackOff.transient.delay(attempt: 1, key: key, requested: -5) <= 0.5)
    }
    #expect(Set(keys.map { BackOff.transient.delay(attempt: 1, key: $0) }).count > 40)
  }

  @Test func theCriticalPathIsTheLongest() {
    // 0 → 1 → 3, 0 → 2 → 3, 2 → 4; edges may be named twice.
    let graph = AdjacencyList(nodeCount: 6) { add in
      for (from, to) in [(0, 1), (0, 2), (1, 3), (2, 3), (2, 4), (2, 4)] { add(from, to) }
    }
    #expect(Array(graph[2]) == [3, 4, 4] && graph[99].isEmpty)
    let lengths = CriticalPath.lengths(
      order: Array(0..<5), seconds: [1, 2, 3, 4, 5, 6], dependents: graph)
    #expect(lengths == [9, 6, 8, 4, 5, 0])
  }
}
