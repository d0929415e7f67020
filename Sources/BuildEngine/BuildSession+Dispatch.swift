internal import ArtifactStore
internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

extension BuildSession {
  /// Gives the worker that has made a result its next run before that result is published, which
  /// is some milliseconds of waiting for the disk.
  ///
  /// What stands on the result goes first if it is more urgent. ``settleStartedAhead()`` has to follow.
  func startAhead(of run: Run) throws {
    // The next one may read the same.
    noteVerifiedInputs(of: run)
    let nodes = wanting[run.key] ?? []
    // A compilation may find anything.
    guard !isStopping, !needsCompilation, nodes.allSatisfy({ !compilation.pending.contains($0) })
    else { return }
    let urgency = nodes.flatMap { dependents.nodes(after: $0) }.map { priorities[$0.index] }.max()
    isStartingAhead = true
    defer { isStartingAhead = false }
    for node in nodes { bringForward(graph.continuation(of: node)) }
    try startRuns(above: urgency ?? 0)
  }

  /// Has a node that waits for a slot start before all others: what has the worker that is used
  /// next just made is what the node goes on with.
  private func bringForward(_ node: NodeID?) {
    guard let node, let key = resolver.keys[node.index], let run = runs[key], run.attempt == 0,
      waitingRuns.removeValue(forKey: run.id) != nil
    else { return }
    // Under its old name it is found to be of no use.
    runCount += 1
    run.id = runCount
    schedule(run, priority: .infinity)
  }

  /// Starts what may run now.
  ///
  /// - Parameter urgency: What is less urgent, in seconds until the end of the build, waits.
  func startRuns(above urgency: Double = 0) throws {
    while !isInterrupted {
      if urgency > 0, scheduler.urgency(at: now).map({ $0 < urgency }) ?? true { return }
      scheduler.idleMemory = pool.spareMemory
      switch scheduler.next(at: now) {
      case .wait: return
      case .release(let bytes): pool.releaseMemory(bytes)
      case .start(let task, let isAboveCap):
        guard let run = waitingRuns.removeValue(forKey: task.id) else {
          scheduler.withdraw(task.id)
          continue
        }
        if isAboveCap { warnOfMemory(run) }
        guard try start(run) else { return }
      }
    }
  }

  private func warnOfMemory(_ run: Run) {
    // A run goes through here twice if its worker has to start first.
    guard let cap = options.maxMemoryBytes, !run.isMemoryWarned else { return }
    run.isMemoryWarned = true
    emit(
      .warning(
        "\(graph[run.node].label) is expected to need \(run.estimate.memory >> 20) MiB, more "
          + "than the limit of \(cap >> 20) MiB; it runs alone."))
  }

  /// Starts a run that the scheduler has let through, unless there is no need to.
  ///
  /// - Returns: `false` if there is no worker for it, nor will be before another run ends.
  private func start(_ run: Run) throws -> Bool {
    // An earlier invalidation may have left it without anybody who wants it.
    guard wanting[run.key]?.isEmpty == false else {
      scheduler.withdraw(run.id)
      runs[run.key] = nil
      return true
    }
    // Another process may have made it since.
    if run.attempt == 0,
      let result = try resolver.adopt(
        run.key, outputs: graph[run.node].stage.outputs)
    {
      scheduler.withdraw(run.id)
      try settle(run, result)
      return true
    }
    guard try provideInputs(of: run) else {
      scheduler.withdraw(run.id)
      runs[run.key] = nil
      return true
    }
    let worker: Worker?
    do throws(ProtocolError) {
      worker = try pool.assign(run, limit: scheduler.slots)
    } catch {
      throw EngineError(code: .workerUnavailable, message: error.message)
    }
    guard let worker else {
      putBack(run)
      return false
    }
    if worker.isReady { try hand(run, to: worker) }
    return true
  }

  /// Whether a failure lets it start all the same.
  ///
  /// Somebody whose recipe names three bad files wants to hear of all three. So what the compilation
  /// asks of source files is looked at to the end, as a compiler reports all errors of a pass; it
  /// is seldom much. What stands on other results, and speech, which is made of none, waits for
  /// the next build.
  func mayStart(_ run: Run) -> Bool {
    if !isStopping { return true }
    let inputs = graph[run.node].inputs
    let readsSourcesOnly = inputs.allSatisfy { if case .file = $0.source { true } else { false } }
    return !isInterrupted && !inputs.isEmpty && readsSourcesOnly
      && compilation.pending.contains(run.node)
  }

  /// Lets a run wait again that has been let through and not been handed over, if it may.
  func putBack(_ run: Run) {
    guard mayStart(run) else { return scheduler.withdraw(run.id) }
    waitingRuns[run.id] = run
    scheduler.putBack(run.id)
  }

  /// Sees that every artifact that a run reads is there.
  ///
  /// - Returns: Whether it can start. If not, what is missing is queued, and the node waits.
  private func provideInputs(of run: Run) throws -> Bool {
    var isComplete = true
    // Equal nodes may stand on different ones, and each has to hear from its own.
    for input in (wanting[run.key] ?? [run.node]).flatMap({ graph[$0].inputs }) {
      guard case .output(let source, let name) = input.source else { continue }
      // Already demanded through another input.
      guard let output = resolver.result(of: source)?.output(name) else {
        isComplete = false
        continue
      }
      if store.hasBlob(output.digest, size: output.size) { continue }
      if let bytes = output.inline {
        try store.publish(bytes, digest: output.digest)
      } else {
        isComplete = false
        try rebuild(source, outputs: [name])
      }
    }
    if !isComplete {
      for node in wanting.removeValue(forKey: run.key) ?? [] {
        resolver.set(.waiting, of: node)
      }
    }
    return isComplete
  }

  /// Queues a node whose result is known but whose bytes are gone.
  func rebuild(_ node: NodeID, outputs: [String]) throws {
    // A build in which everything was known has not needed the order of things until now.
    if dependents.nodeCount == 0 {
      needsCompilation = true
      try resolver.demandRebuild(of: node, outputs: outputs, in: graph)
      return
    }
    try resolver.demandRebuild(of: node, outputs: outputs, in: graph)
    ranNodes.remove(node)
    try react(to: node)
  }

  /// Sends a run to a worker that is ready.
  func hand(_ run: Run, to worker: Worker) throws {
    let node = graph[run.node]
    let scratch = try store.makeScratch()
    let own = "\(scratch)/own"
    let out = "\(scratch)/out"
    guard mkdir(own, 0o755) == 0, mkdir(out, 0o755) == 0 else {
      throw StoreError(
        code: .notWritable,
        message: "Cannot create a folder in \(scratch): \(String(cString: strerror(errno))).")
    }
    run.scratch = scratch
    countAttempt(run)
    run.startTime = now
    run.files = []
    requestCount += 1
    worker.requestID = requestCount
    worker.runCount += 1
    worker.lastHeard = MonotonicClock.now
    worker.process.clearLog()
    let request = RunRequest(
      id: requestCount, parameters: node.parameters, inputs: try paths(of: node, for: run),
      outputs: node.stage.outputs.map {
        StageContext.Output(name: $0.name, path: "\(out)/\($0.fileName)")
      },
      scratch: own)
    if !isStartingAhead { try announceStart(run) }
    var failure: ProtocolError?
    do throws(ProtocolError) { try worker.process.send(.run(request)) } catch { failure = error }
    if isStartingAhead { return startedAhead.append((run, worker, failure)) }
    if let failure { try takeBack(run, from: worker, failure) }
  }

  /// Takes a run from a worker that cannot be told of it.
  private func takeBack(_ run: Run, from worker: Worker, _ failure: ProtocolError) throws {
    if failure.code == .closed { return try lose(worker, cause: nil) }
    discharge(worker)
    giveUp(run, StageError(code: "internal", message: failure.message))
  }

  /// Records the result that something was started ahead of, and tells observers of both, in this
  /// order: for them, too, no more run at once than there are jobs.
  func settleStartedAhead() throws {
    try commit()
    let ahead = startedAhead
    startedAhead = []
    for (run, worker, failure) in ahead where worker.run === run {
      try announceStart(run)
      if let failure { try takeBack(run, from: worker, failure) }
    }
  }

  func countAttempt(_ run: Run) {
    run.attempt += 1
    run.needsFreshWorker = false
    attempts[run.key] = AttemptRecord(count: run.attempt, isAnnounced: true)
  }

  private func paths(of node: Node, for run: Run) throws -> [StageContext.Input] {
    try node.inputs.map { input in
      switch input.source {
      case .file(let path):
        run.files.append((path, try resolver.snapshot(path).stamp))
        return StageContext.Input(role: input.role, path: Self.absolute(path))
      case .output(let source, let name):
        // `provideInputs` has seen it.
        guard let output = resolver.result(of: source)?.output(name) else {
          throw EngineError(
            code: .stuck, message: "An input of \(node.label) got lost: \(input.role).")
        }
        // A disk can lose bytes without saying so, and a stage would make a wrong result of them.
        let isKnown = verified.contains(output.digest)
        return StageContext.Input(
          role: input.role, path: store.blobPath(output.digest),
          sha256: isKnown ? nil : output.digest.hex)
      }
    }
  }

  private func announceStart(_ run: Run) throws {
    if run.isAnnounced { return }
    run.isAnnounced = true
    let node = graph[run.node]
    let reason = try resolver.reason(
      for: run.text, digest: run.key, label: node.label, project: options.project)
    emit(
      .nodeStarted(
        .init(
          node: run.node, label: node.label, stage: node.stage.name, key: run.key,
          reason: reason, expectedSeconds: run.estimate.seconds,
          expectedMemory: run.estimate.memory, attempt: run.attempt)))
  }

  /// The path as a worker sees it, whatever its working folder.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }
}
