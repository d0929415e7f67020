internal import BuildEngine
internal import BuildGraph
internal import Glibc

/// A build that takes no time: the engine's scheduler, and workers that are only a clock.
package struct Simulation {
  package struct Outcome {
    /// Seconds from the start to the end of the last node.
    package var makespan: Double
    /// Seconds of the scheduler's own, priorities included.
    package var schedulerSeconds: Double
    /// The most nodes that ran at once, and the most bytes that they needed together.
    package var widest: Int
    package var peakMemory: Int64
  }

  package var workers: Int
  /// Bytes; `nil` for no limit.
  package var memoryCap: Int64?
  /// How far the expected durations are from the real ones: the deviation of their logarithm.
  package var noise: Double
  package var seed: UInt64

  package init(workers: Int, memoryCap: Int64? = nil, noise: Double = 0, seed: UInt64 = 1) {
    self.workers = workers
    self.memoryCap = memoryCap
    self.noise = noise
    self.seed = seed
  }

  private struct End: Ordered {
    var time: Double
    var node: Int
    func precedes(_ other: End) -> Bool {
      time != other.time ? time < other.time : node < other.node
    }
  }

  package func run(_ graph: TaskGraph) -> Outcome {
    let expected = expectedSeconds(graph)
    var waiting = graph.inputCounts
    var watch = Stopwatch()
    watch.start()
    let priorities = CriticalPath.lengths(
      order: 0..<graph.count, seconds: expected, dependents: graph.dependents)
    var scheduler = Scheduler(jobs: workers, memoryCap: memoryCap)
    for node in 0..<graph.count where waiting[node] == 0 {
      scheduler.add(task(node, graph, priorities))
    }
    watch.stop()
    var ends = BinaryHeap<End>()
    var started: [ScheduledTask] = []
    var outcome = Outcome(makespan: 0, schedulerSeconds: 0, widest: 0, peakMemory: 0)
    var memory: Int64 = 0
    while true {
      watch.start()
      while case .start(let task, _) = scheduler.next(at: outcome.makespan) {
        started.append(task)
      }
      watch.stop()
      for task in started {
        ends.insert(End(time: outcome.makespan + graph.seconds[task.id], node: task.id))
        memory += task.memory
      }
      started.removeAll(keepingCapacity: true)
      outcome.widest = max(outcome.widest, ends.count)
      outcome.peakMemory = max(outcome.peakMemory, memory)
      guard let end = ends.removeFirst() else { break }
      outcome.makespan = end.time
      memory -= graph.memory[end.node]
      watch.start()
      scheduler.end(end.node)
      for next in graph.dependents[end.node] {
        waiting[Int(next)] -= 1
        if waiting[Int(next)] == 0 { scheduler.add(task(Int(next), graph, priorities)) }
      }
      watch.stop()
    }
    outcome.schedulerSeconds = watch.seconds
    return outcome
  }

  private func task(_ node: Int, _ graph: TaskGraph, _ priorities: [Double]) -> ScheduledTask {
    ScheduledTask(
      id: node, order: node, priority: priorities[node], memory: graph.memory[node])
  }

  private func expectedSeconds(_ graph: TaskGraph) -> [Double] {
    if noise == 0 { return graph.seconds }
    var random = SeededGenerator(seed: seed)
    return graph.seconds.map { $0 * exp(noise * random.normal()) }
  }
}

/// Adds up the time of parts of a program.
private struct Stopwatch {
  private(set) var seconds = 0.0
  private var begin = 0.0

  mutating func start() { begin = Self.now }
  mutating func stop() { seconds += Self.now - begin }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
