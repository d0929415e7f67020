internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

extension BuildSession {
  /// Seconds between two compilations while there is other work to do, at least.
  private static let shortestPause = 0.05
  /// A compilation that took t seconds is not repeated within this many times t.
  private static let pauseFactor = 10.0

  /// Whether to compile now: at once when workers would idle otherwise, else not too often, so
  /// that many small results do not cause as many compilations of a large graph.
  var isCompilationDue: Bool {
    guard needsCompilation, !isStopping else { return false }
    if scheduler.isStarved { return true }
    return now >= nextCompilation
  }

  var nextCompilation: Double {
    compilationEnd + max(Self.shortestPause, Self.pauseFactor * compilationSeconds)
  }

  /// Compiles with all results known so far, and queues what has to run.
  func compile() throws {
    needsCompilation = false
    let begin = now
    try compilation.update()
    let needed = compilation.needed
    let missing = needed.filter { !resolver.isAvailable($0) }
    announced.append(
      contentsOf: repeatElement(false, count: graph.nodes.count - announced.count))
    try plan(needed, missing: missing)
    compilationEnd = now
    compilationSeconds = compilationEnd - begin
    if missing.isEmpty { isDeliveryDue = true }
  }

  private func plan(_ needed: [NodeID], missing: [NodeID]) throws {
    try prioritize(needed, missing: missing)
    let expected = missing.reduce(0) { $0 + (estimates[$1.index]?.seconds ?? 0) }
    if hasStarted {
      emit(.recompiled(total: needed.count, expectedSeconds: expected))
    } else {
      hasStarted = true
      emit(.started(total: needed.count, expectedSeconds: expected))
    }
    // The queue is made anew: nodes may not be needed any more, or under another key.
    forgetWaiting()
    wanting = [:]
    let busy = Set(busyWorkers.compactMap { $0.run?.key })
    runs = runs.filter { busy.contains($0.key) }
    for node in needed {
      if resolver.isAvailable(node) { announceCached(node) }
    }
    for node in missing { try react(to: node) }
    isDeliveryDue = true
  }

  /// Finds, for every node that has no result, how long the path from it to the end is.
  private func prioritize(_ needed: [NodeID], missing: [NodeID]) throws {
    let count = graph.nodes.count
    dependents = AdjacencyList()
    inputCursors = []
    priorities = []
    estimates = []
    // The common case of nothing to do must not cost a pass over the graph.
    if missing.isEmpty && compilation.pending.isEmpty { return }
    estimates = [Estimator.Estimate?](repeating: nil, count: count)
    for node in missing { estimates[node.index] = try estimator.estimate(graph[node]) }
    dependents = AdjacencyList(nodeCount: count) { add in
      for node in needed {
        for input in graph[node].inputs {
          if case .output(let source, _) = input.source { add(source.index, node.index) }
        }
      }
    }
    inputCursors = [Int32](repeating: 0, count: count)
    priorities = CriticalPath.lengths(
      order: needed.lazy.map(\.index), seconds: estimates.map { $0?.seconds ?? 0 },
      dependents: dependents)
  }

  /// Does what a node's state, newly found, calls for.
  func react(to node: NodeID) throws {
    switch resolver.state(of: node) {
    case .missing(let text): try enqueue(node, text)
    case .failed:
      // A failed run has been reported already, and so has an unreadable file found earlier.
      if !announced[node.index], let error = resolver.sourceErrors[node] { fail([node], error) }
    case .unknown, .waiting, .available, .blocked: break
    }
  }

  private func enqueue(_ node: NodeID, _ text: KeyText) throws {
    guard let key = resolver.keys[node.index] else { return }
    wanting[key, default: []].append(node)
    if runs[key] != nil { return }
    let known = node.index < estimates.count ? estimates[node.index] : nil
    runCount += 1
    let run = Run(
      id: runCount, key: key, text: text, node: node,
      estimate: try known ?? estimator.estimate(graph[node]))
    let past = attempts[key] ?? AttemptRecord()
    run.attempt = past.count
    run.needsFreshWorker = past.needsFreshWorker
    run.isAnnounced = past.isAnnounced
    runs[key] = run
    schedule(run, notBefore: past.due)
  }

  /// Lets a run start when its turn comes, if it still may.
  ///
  /// - Parameter priority: `nil` for that of its node.
  func schedule(_ run: Run, priority: Double? = nil, notBefore due: Double? = nil) {
    guard mayStart(run) else { return }
    let index = run.node.index
    waitingRuns[run.id] = run
    scheduler.add(
      ScheduledTask(
        id: run.id, order: index,
        priority: priority ?? (index < priorities.count ? priorities[index] : 0),
        memory: run.estimate.memory, lane: scheduler.lane(of: graph[run.node].stage.pool)),
      notBefore: due)
  }

  private func forgetWaiting() {
    scheduler.removeWaiting()
    waitingRuns = [:]
  }

  /// Forgets what a failure does not let start any more.
  private func forgetStopped() {
    let waiting = waitingRuns.values.sorted { $0.id < $1.id }
    forgetWaiting()
    for run in waiting { schedule(run, notBefore: attempts[run.key]?.due) }
  }

  /// Lets a result reach the nodes that wait for it, and through those that turn out to be known
  /// the nodes after them.
  func spread(from nodes: [NodeID]) throws {
    isDeliveryDue = true
    var reached = nodes
    while let node = reached.popLast() {
      announceCached(node)
      if compilation.pending.contains(node) {
        // The compilation may replace what stands on it, so that has to wait.
        resolver.held.insert(node)
        needsCompilation = true
        continue
      }
      for dependent in dependents.nodes(after: node) {
        guard case .waiting = resolver.state(of: dependent), mayBeKnown(dependent) else {
          continue
        }
        resolver.set(.unknown, of: dependent)
        try resolver.resolve(dependent, in: graph)
        if resolver.isAvailable(dependent) {
          reached.append(dependent)
        } else {
          try react(to: dependent)
        }
      }
    }
  }

  /// Whether no input is known to be missing. A node with many inputs is asked once for each of
  /// them, and must not look at all of them each time.
  private func mayBeKnown(_ node: NodeID) -> Bool {
    let inputs = graph[node].inputs
    var cursor = Int(inputCursors[node.index])
    defer { inputCursors[node.index] = Int32(cursor) }
    while cursor < inputs.count {
      if case .output(let input, _) = inputs[cursor].source,
        !resolver.isAvailable(input) || resolver.held.contains(input)
      {
        return false
      }
      cursor += 1
    }
    return true
  }

  /// Makes nodes and all that stands on them be looked at again, in the next compilation.
  func invalidate(_ nodes: [NodeID]) {
    var reached = nodes
    var seen = Set(nodes)
    while let node = reached.popLast() {
      resolver.set(.unknown, of: node)
      for dependent in dependents.nodes(after: node) where seen.insert(dependent).inserted {
        reached.append(dependent)
      }
    }
    forgetWaiting()
    needsCompilation = true
  }

  /// Gives nodes up, and with them all that stands on them.
  func fail(_ nodes: [NodeID], _ error: StageError) {
    let wasStopping = isStopping
    defer { if isStopping && !wasStopping { forgetStopped() } }
    for node in nodes {
      resolver.set(.failed, of: node)
      announced[node.index] = true
      let failure = BuildFailure(
        node: node, label: graph[node].label, stage: graph[node].stage.name, error: error,
        // A stage writes on the store's disk, so a full one is the store's trouble, as is one that
        // damages what it keeps.
        exitStatus: ["no-space", StageError.damagedInput].contains(error.code) ? 3 : 1,
        artifacts: artifacts(namedBy: error, of: node))
      failures.append(failure)
      emit(.nodeFailed(failure))
      var reached = [node]
      while let next = reached.popLast() {
        for dependent in dependents.nodes(after: next) {
          guard case .waiting = resolver.state(of: dependent) else { continue }
          resolver.set(.blocked, of: dependent)
          reached.append(dependent)
        }
      }
    }
  }

  /// What a node read of other nodes that an error speaks of.
  private func artifacts(namedBy error: StageError, of node: NodeID) -> [BuildFailure.Artifact] {
    graph[node].inputs.compactMap { input in
      guard case .output(let source, let name) = input.source,
        let output = resolver.result(of: source)?.output(name)
      else { return nil }
      let path = store.blobPath(output.digest)
      guard error.message.contains(path) else { return nil }
      return BuildFailure.Artifact(path: path, maker: graph[source].label, output: name)
    }
  }

  func announceCached(_ node: NodeID) {
    guard !announced[node.index], let key = resolver.keys[node.index] else { return }
    announced[node.index] = true
    emit(
      .nodeCached(
        node, label: graph[node].label, stage: graph[node].stage.name, key: key))
  }
}

extension AdjacencyList {
  /// The nodes that wait for a node.
  func nodes(after node: NodeID) -> some Sequence<NodeID> {
    self[node.index].lazy.map { NodeID(index: Int($0)) }
  }
}
