internal import ArtifactStore
internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

extension BuildSession {
  /// Starts what may run now.
  func startRuns() throws {
    while !isStopping {
      let busy = busyWorkers
      guard busy.count < max(1, options.jobs) else { return }
      let used = busy.reduce(0) { $0 + ($1.run?.estimate.memory ?? 0) }
      let left = options.maxMemoryBytes.map { $0 - used }
      guard let run = queue.take(memory: left, isIdle: busy.isEmpty) else { return }
      if let cap = options.maxMemoryBytes, run.estimate.memory > cap { warnOfMemory(run, cap) }
      try start(run)
    }
  }

  private func warnOfMemory(_ run: Run, _ cap: Int64) {
    emit(
      .warning(
        "\(graph[run.node].label) is expected to need \(run.estimate.memory >> 20) MiB, more "
          + "than the limit of \(cap >> 20) MiB; it runs alone."))
  }

  private func start(_ run: Run) throws {
    // An earlier invalidation may have left it without anybody who wants it.
    guard wanting[run.key]?.isEmpty == false else {
      runs[run.key] = nil
      return
    }
    // Another process may have made it since.
    if run.attempt == 0, let result = try resolver.adopt(run.key) {
      return try settle(run, result)
    }
    guard try provideInputs(of: run) else {
      runs[run.key] = nil
      return
    }
    let worker: Worker?
    do throws(ProtocolError) {
      worker = try pool.obtain(fresh: run.attempt > 0, limit: max(1, options.jobs))
    } catch {
      throw EngineError(code: .workerUnavailable, message: error.message)
    }
    guard let worker else { return queue.insert(run) }
    worker.run = run
    if worker.isReady { try hand(run, to: worker) }
  }

  /// Sees that every artifact that a run reads is there.
  ///
  /// - Returns: Whether it can start. If not, what is missing is queued, and the node waits.
  private func provideInputs(of run: Run) throws -> Bool {
    var isComplete = true
    for input in graph[run.node].inputs {
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
    if dependents.isEmpty {
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
    worker.isUsed = true
    worker.lastHeard = MonotonicClock.now
    worker.process.clearLog()
    let request = RunRequest(
      id: requestCount, parameters: node.parameters, inputs: try paths(of: node, for: run),
      outputs: node.stage.outputs.map {
        StageContext.Output(name: $0.name, path: "\(out)/\($0.name).\($0.fileExtension)")
      },
      scratch: own)
    try announceStart(run, node)
    do throws(ProtocolError) {
      try worker.process.send(.run(request))
    } catch {
      if error.code == .closed { return try lose(worker, cause: nil) }
      worker.run = nil
      giveUp(run, StageError(code: "internal", message: error.message))
    }
  }

  func countAttempt(_ run: Run) {
    run.attempt += 1
    attempts[run.key] = run.attempt
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
        return StageContext.Input(role: input.role, path: store.blobPath(output.digest))
      }
    }
  }

  private func announceStart(_ run: Run, _ node: Node) throws {
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
