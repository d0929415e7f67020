import ScheduleSimulation
import Testing

@testable import BuildEngine

/// The scheduler under random loads, beside a list that is searched from end to end.
@Suite struct SchedulerInvariantTests {
  private struct Load {
    var scheduler: Scheduler
    var ready: [ScheduledTask] = []
    var delayed: [(task: ScheduledTask, due: Double)] = []
    var running: [ScheduledTask] = []
    var started: [Int] = []
    let cap: Int64?
    let slots: [Int]

    init(cap: Int64?, jobs: Int, poolSlots: Int) {
      self.cap = cap
      slots = [jobs, poolSlots]
      scheduler = Scheduler(
        jobs: jobs, memoryCap: cap, pools: ["pool": Pool(limit: poolSlots)])
      #expect(scheduler.lane(of: "pool") == 1)
    }

    var memory: Int64 { running.reduce(0) { $0 + $1.memory } }

    func isAdmissible(_ task: ScheduledTask) -> Bool {
      running.count { $0.lane == task.lane } < slots[task.lane]
    }

    mutating func add(_ task: ScheduledTask, due: Double?, now: Double) {
      scheduler.add(task, notBefore: due)
      if let due, due > now { delayed.append((task, due)) } else { ready.append(task) }
    }

    mutating func settle(at now: Double) {
      ready += delayed.filter { $0.due <= now }.map(\.task)
      delayed.removeAll { $0.due <= now }
      while case .start(let task, let isAboveCap) = scheduler.next(at: now) {
        #expect(ready.contains(task) && isAdmissible(task))
        let before = ready.filter { isAdmissible($0) && $0.precedes(task) }
        if let cap {
          #expect(isAboveCap == (task.memory > cap))
          #expect(isAboveCap ? running.isEmpty : memory + task.memory <= cap)
          // What was passed over did not fit, or is of the same class of memory as one that did
          // not.
          let room = cap - memory
          #expect(before.allSatisfy { ReadyQueue.bound($0.memory) > room })
        } else {
          #expect(before.isEmpty && !isAboveCap)
        }
        ready.removeAll { $0 == task }
        running.append(task)
        started.append(task.id)
      }
      #expect(scheduler.runningCount == running.count)
      #expect(scheduler.hasNoReady == ready.isEmpty)
      // With nothing running, nothing that is ready may be left waiting.
      if running.isEmpty { #expect(ready.isEmpty) }
      if cap == nil { #expect(!ready.contains(where: isAdmissible)) }
      #expect(scheduler.nextStart(at: now) == delayed.map(\.due).min())
    }
  }

  @Test(arguments: 0..<40)
  func rulesHoldAndEverythingRuns(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var load = Load(
      cap: seed % 3 == 0 ? nil : Int64.random(in: 50...2000, using: &random),
      jobs: Int.random(in: 1...6, using: &random),
      poolSlots: Int.random(in: 1...3, using: &random))
    var now = 0.0
    var total = 0
    while total < 150 || !load.scheduler.hasNoWaiting || !load.running.isEmpty {
      now += random.unit()
      if total < 150, random.unit() < 0.7 {
        for _ in 0..<Int.random(in: 1...5, using: &random) {
          let task = ScheduledTask(
            id: total, order: Int.random(in: 0...9, using: &random),
            priority: Double(Int.random(in: 0...9, using: &random)),
            memory: Int64.random(in: 0...600, using: &random),
            lane: random.unit() < 0.3 ? 1 : 0)
          load.add(task, due: random.unit() < 0.2 ? now + 2 * random.unit() : nil, now: now)
          total += 1
        }
      }
      load.settle(at: now)
      if let index = load.running.indices.randomElement(using: &random) {
        let task = load.running.remove(at: index)
        switch random.unit() {
        case ..<0.05:
          load.scheduler.putBack(task.id)
          load.ready.append(task)
          load.started.removeAll { $0 == task.id }
        default: load.scheduler.end(task.id)
        }
      }
    }
    #expect(load.started.sorted() == Array(0..<total))
  }
}
