internal import ArtifactStore
internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

/// One build, from the first compilation to the summary: a loop over what workers, signals and
/// clocks report. One thread does all of it.
final class BuildSession {
  let store: ArtifactStore
  let options: BuildOptions
  let observer: any BuildObserver
  let interruption: BuildInterruption
  let startTime = MonotonicClock.now
  let pool: WorkerPool
  let toolchain: Toolchain
  let compilation: Compilation
  let estimator: Estimator

  /// By node: the needed nodes that read an output of that node.
  var dependents = AdjacencyList()
  /// By node index: how many of its inputs, from the first on, have been seen to be available.
  var inputCursors: [Int32] = []
  /// By node index: seconds until the end of the build.
  var priorities: [Double] = []
  /// By node index: what nodes without a result are expected to cost.
  var estimates: [Estimator.Estimate?] = []
  /// By key, for those whose attempts have failed to end.
  var attempts: [Digest: AttemptRecord] = [:]
  var scheduler: Scheduler
  /// Queued and running work, by key.
  var runs: [Digest: Run] = [:]
  /// What waits in the scheduler, by its name there.
  var waitingRuns: [Int: Run] = [:]
  /// Whether what starts now is settled later.
  var isStartingAhead = false
  /// What observers have not been told of, and what kept the worker from hearing of it.
  var startedAhead: [(run: Run, worker: Worker, failure: ProtocolError?)] = []
  var runCount = 0
  /// The needed nodes that wait for a key.
  var wanting: [Digest: [NodeID]] = [:]
  /// Results that are published and not yet recorded.
  var finished: [(run: Run, result: ActionResult)] = []

  var needsCompilation = true
  var compilationEnd = 0.0
  var compilationSeconds = 0.0
  var hasStarted = false

  var interrupts = 0
  var killTime: Double?
  var failures: [BuildFailure] = []
  var ranNodes: Set<NodeID> = []
  /// Artifacts that were made or read from end to end in this build.
  var verified: Set<Digest> = []
  /// By node index: whether it was reported as cached, run or failed.
  var announced: [Bool] = []
  var outputs: [BuildPlan.Target: DeliveredOutput] = [:]
  var failedDeliveries: Set<BuildPlan.Target> = []
  var isDeliveryDue = false
  var requestCount = 0
  /// How often a file changed under a stage that read it.
  var fileChanges: [String: Int] = [:]
  /// By key, how often a run failed and its inputs were looked at.
  var damageCounts: [Digest: Int] = [:]
  var monitor: BuildMonitor
  /// Seconds in which a worker was free and a stage ready, and the limits kept it waiting.
  var heldBackSeconds = 0.0

  init(
    store: ArtifactStore, options: BuildOptions, observer: any BuildObserver,
    interruption: BuildInterruption, compile: @escaping Compilation.Compile
  ) {
    self.store = store
    self.options = options
    self.observer = observer
    self.interruption = interruption
    scheduler = Scheduler(
      jobs: options.jobs, memoryCap: options.maxMemoryBytes, pools: options.pools)
    monitor = BuildMonitor(bounds: options.alerts, observer: observer)
    let pool = WorkerPool(command: options.workerCommand, memory: options.maxMemoryBytes)
    self.pool = pool
    let toolchain = Toolchain(store: store, launcher: pool.launcher) {
      try pool.startReady()
    }
    self.toolchain = toolchain
    let resolver = Resolver(
      store: store, readCache: options.readCache, libraries: toolchain.libraries,
      isCancelled: { interruption.isRequested })
    compilation = Compilation(resolver: resolver, compile: compile)
    estimator = Estimator(store: store, project: options.project)
  }

  var resolver: Resolver { compilation.resolver }
  var graph: Graph { compilation.graph }
  var isInterrupted: Bool { interrupts > 0 }
  /// Whether nothing is compiled any more, and nothing starts but what ``mayStart(_:)`` lets through.
  var isStopping: Bool { isInterrupted || (!failures.isEmpty && !options.keepGoing) }
  var busyWorkers: [Worker] { pool.workers.filter { $0.run != nil } }
  var now: Double { MonotonicClock.now - startTime }

  func emit(_ event: BuildEvent) { observer.receive(event, at: now) }

  /// Builds, and tells the observer all of it.
  ///
  /// - Throws: What the compilation throws, ``EngineError`` or ``StoreError``. What was done
  ///   until then is in the store.
  func run(_ request: BuildRequest? = nil, expectsWork: Bool = false) throws -> BuildSummary {
    do { return try build(request, expectsWork: expectsWork) } catch {
      emit(.aborted(Self.cause(of: error)))
      throw error
    }
  }

  private func build(_ request: BuildRequest?, expectsWork: Bool) throws -> BuildSummary {
    defer {
      pool.shutDown()
      store.removeAllScratch()
    }
    // They load while the recipe is compiled. A store that knows no worker yet knows no results either.
    if try expectsWork
      || Toolchain.rememberedDigest(in: store, command: options.workerCommand) == nil
    {
      pool.launchAhead(min(options.jobs, 2))
    }
    warnOfIndex(unless: nil)
    let damagedIndex = store.damagedIndex
    do {
      try loop()
    } catch let error as StoreError where error.code == .cancelled {
      interrupts += 1
    } catch {
      // What is published is not lost because something else went wrong.
      try? commit()
      throw error
    }
    try commit()
    let signature = try noteHistory()
    try collectGarbage()
    warnOfIndex(unless: damagedIndex)
    let summary = summarize()
    if let request { try noteReceipt(summary, signature: signature, for: request) }
    emit(.graph(graph, needed: compilation.needed))
    emit(.finished(summary))
    return summary
  }

  /// - Parameter known: The damaged index that has been spoken of already.
  private func warnOfIndex(unless known: String?) {
    guard let damaged = store.damagedIndex, damaged != known else { return }
    emit(
      .warning(
        "The store's index was damaged or of another version and was moved to \(damaged); what "
          + "it no longer tells is made again."))
  }

  /// An error that ends a build, as the observers are told.
  private static func cause(of error: any Error) -> StageError {
    switch error {
    case let error as EngineError: StageError(code: error.code.rawValue, message: error.message)
    case let error as StoreError: StageError(code: error.code.rawValue, message: error.message)
    case let error as StageError: error
    default: StageError(code: "compilation", message: String(describing: error))
    }
  }

  private func loop() throws {
    while true {
      takeInterrupts()
      if isCompilationDue { try compile() }
      try startRuns()
      if isCompilationDue { continue }
      if isDeliveryDue && compilation.plan.pending.isEmpty && !isInterrupted {
        if scheduler.runningCount == 0 && scheduler.hasNoWaiting { pool.retireIdle() }
        try deliver()
      }
      if scheduler.runningCount == 0 && (isInterrupted || scheduler.hasNoWaiting) {
        if needsCompilation && !isStopping { continue }
        if !isInterrupted { try deliver() }
        // A delivery can find that an artifact has to be made again.
        if isStopping || (scheduler.hasNoWaiting && !needsCompilation) { break }
        continue
      }
      if scheduler.runningCount == 0 && !isInterrupted && scheduler.canStart(at: now) { continue }
      try waitForEvents()
      try commit()
    }
    try checkCompleteness()
  }

  /// A build in which nothing is left to do, nothing has failed and something is missing has
  /// been given a compilation that contradicts itself.
  private func checkCompleteness() throws {
    guard !isStopping, failures.isEmpty else { return }
    let plan = compilation.plan
    if plan.pending.isEmpty && plan.targets.allSatisfy({ outputs[$0] != nil }) { return }
    let labels = plan.pending.prefix(3).map { graph[$0].label }
    throw EngineError(
      code: .stuck,
      message: "The compilation waits for results that no stage will give: "
        + "\(labels.joined(separator: ", ")).")
  }

  private func summarize() -> BuildSummary {
    let needed = compilation.needed
    let cached = needed.count { resolver.isAvailable($0) && !ranNodes.contains($0) }
    let all = Set(needed).union(ranNodes)
    let status: BuildSummary.Status =
      isInterrupted ? .interrupted : failures.isEmpty ? .succeeded : .failed
    return BuildSummary(
      status: status, stages: all.count, ran: ranNodes.count, cached: cached,
      failed: failures.count { $0.node != nil }, seconds: now,
      outputs: compilation.plan.targets.compactMap { outputs[$0] }, failures: failures,
      heldBackSeconds: heldBackSeconds)
  }

  /// Keeps what later builds want to know of this one: uses, keys by label.
  ///
  /// - Returns: What stands for all keys of this build.
  private func noteHistory() throws -> Digest {
    let hasher = SHA256()
    var known: [(node: NodeID, key: Digest)] = []
    for node in compilation.needed {
      guard let key = resolver.keys[node.index], let result = resolver.result(of: node) else {
        continue
      }
      if !ranNodes.contains(node) { store.touch(key, result) }
      hasher.update(key)
      known.append((node, key))
    }
    // An equal build has nothing new to note, and must not look up every label to find out.
    let signature = hasher.finish()
    if try store.lastBuild(project: options.project) != signature {
      store.noteBuild(signature, project: options.project)
      let time = Int64(time(nil))
      for (node, key) in known {
        try store.notePastKey(
          key, project: options.project, label: graph[node].label, time: time)
      }
    }
    noteOutcome()
    try store.flush()
    return signature
  }

  /// Keeps which nodes ran and which failed. A build in which neither happened keeps what the
  /// last one noted, and writes nothing.
  private func noteOutcome() {
    let failed = failures.compactMap(\.node)
    if ranNodes.isEmpty && failed.isEmpty { return }
    store.noteOutcome(
      BuildOutcome(
        ran: ranNodes.compactMap { resolver.keys[$0.index] },
        failed: failed.compactMap { resolver.keys[$0.index] }),
      project: options.project)
  }
}
