internal import BuildGraph
internal import WorkerProtocol

/// Measures the stages that run, when somebody wants to know, and says which go past a bound.
struct BuildMonitor {
  private let bounds: AlertBounds
  private let interval: Double?
  private let observerWantsSamples: Bool
  private var nextSample = 0.0
  private var lastTime: Double?
  /// Processor seconds at the last sample, by process; 0 stands for this one.
  private var processorSeconds: [Int32: Double] = [:]
  private var raised: Set<Raised> = []

  private struct Raised: Hashable {
    var node: NodeID
    var kind: BuildAlert.Kind
  }

  /// Processor time is only compared with its bound over at least this many seconds: less is
  /// coarser than the kernel's ticks.
  private static let shortestSpan = 0.3
  private static let alertInterval = 0.5

  init(bounds: AlertBounds, observer: any BuildObserver) {
    self.bounds = bounds
    observerWantsSamples = observer.sampleInterval != nil
    interval =
      bounds.needSamples
      ? min(observer.sampleInterval ?? Self.alertInterval, Self.alertInterval)
      : observer.sampleInterval
  }

  /// When something is due next, in seconds since the build's start; infinity for never.
  func deadline(_ workers: [Worker]) -> Double {
    var deadline = interval == nil || workers.isEmpty ? Double.infinity : nextSample
    guard let bound = bounds.stepSeconds else { return deadline }
    for case let run? in workers.lazy.map(\.run)
    where !raised.contains(Raised(node: run.node, kind: .stepSeconds)) {
      deadline = min(deadline, run.startTime + bound)
    }
    return deadline
  }

  /// Measures what is due.
  ///
  /// - Parameter workers: Those that work.
  mutating func update(
    at now: Double, _ workers: [Worker], in graph: Graph, emit: (BuildEvent) -> Void
  ) {
    if let bound = bounds.stepSeconds {
      for case let run? in workers.lazy.map(\.run) where run.scratch != nil {
        check(.stepSeconds, now - run.startTime, bound, run.node, in: graph, emit)
      }
    }
    guard let interval, now >= nextSample, !workers.isEmpty else { return }
    nextSample = now + interval
    let sample = measure(at: now, workers)
    if observerWantsSamples { emit(.sampled(sample)) }
    for stage in sample.stages {
      check(
        .memory, Double(stage.memory) / 1e6, bounds.memoryMegabytes, stage.node, in: graph, emit)
      check(
        .processor, percent(stage.processors), bounds.processorPercent, stage.node, in: graph, emit)
    }
  }

  /// Compares what a stage took in all with the bounds: many are over before any sample.
  mutating func finish(
    _ finish: BuildEvent.NodeFinish, in graph: Graph, emit: (BuildEvent) -> Void
  ) {
    check(.stepSeconds, finish.wallSeconds, bounds.stepSeconds, finish.node, in: graph, emit)
    check(
      .memory, Double(finish.peakMemory) / 1e6, bounds.memoryMegabytes, finish.node, in: graph, emit
    )
    if finish.wallSeconds >= Self.shortestSpan {
      let processors = finish.cpuSeconds / finish.wallSeconds
      check(
        .processor, percent(processors), bounds.processorPercent, finish.node, in: graph, emit)
    }
  }

  private func percent(_ processors: Double) -> Double {
    processors * 100 / Double(max(bounds.cores, 1))
  }

  private mutating func check(
    _ kind: BuildAlert.Kind, _ value: Double, _ bound: Double?, _ node: NodeID, in graph: Graph,
    _ emit: (BuildEvent) -> Void
  ) {
    guard let bound, value >= bound, raised.insert(Raised(node: node, kind: kind)).inserted else {
      return
    }
    emit(
      .alert(
        BuildAlert(
          node: node, label: graph[node].label, stage: graph[node].stage.name, kind: kind,
          value: value, bound: bound)))
  }

  private mutating func measure(at now: Double, _ workers: [Worker]) -> ResourceSample {
    let span = lastTime.map { now - $0 } ?? 0
    lastTime = now
    var sample = ResourceSample(memory: 0, processors: 0, stages: [])
    var seconds: [Int32: Double] = [:]
    func take(_ id: Int32, _ folder: String) -> (memory: Int64, processors: Double) {
      guard let usage = ProcessUsage(folder: folder) else { return (0, 0) }
      seconds[id] = usage.processorSeconds
      // A process seen for the first time has no sample to be compared with.
      let before = processorSeconds[id] ?? usage.processorSeconds
      let processors =
        span >= Self.shortestSpan ? max(0, usage.processorSeconds - before) / span : 0
      sample.memory += usage.memory
      sample.processors += processors
      return (usage.memory, processors)
    }
    _ = take(0, "/proc/self")
    for worker in workers {
      let id = worker.process.processID
      let (memory, processors) = take(id, "/proc/\(id)")
      if let run = worker.run, run.scratch != nil {
        sample.stages.append(.init(node: run.node, memory: memory, processors: processors))
      }
    }
    processorSeconds = seconds
    return sample
  }
}
