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
    if queue.isEmpty && busyWorkers.count < max(1, options.jobs) { return true }
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
    let expected = missing.reduce(0) { $0 + (estimates[$1]?.seconds ?? 0) }
    if hasStarted {
      emit(.recompiled(total: needed.count, expectedSeconds: expected))
    } else {
      hasStarted = true
      emit(.started(total: needed.count, expectedSeconds: expected))
    }
    // The queue is made anew: nodes may not be needed any more, or under another key.
    queue.removeAll()
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
    dependents = []
    priorities = []
    estimates = [:]
    // The common case of nothing to do must not cost a pass over the graph.
    if missing.isEmpty && compilation.pending.isEmpty { return }
    dependents = [[NodeID]](repeating: [], count: count)
    priorities = [Double](repeating: 0, count: count)
    for node in missing { estimates[node] = try estimator.estimate(graph[node]) }
    for node in needed.reversed() {
      priorities[node.index] += estimates[node]?.seconds ?? 0
      for case .output(let input, _) in graph[node].inputs.map(\.source) {
        priorities[input.index] = max(priorities[input.index], priorities[node.index])
        // One node may read several outputs of another.
        if dependents[input.index].last != node { dependents[input.index].append(node) }
      }
    }
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
    let priority = node.index < priorities.count ? priorities[node.index] : 0
    let run = Run(
      key: key, text: text, node: node, priority: priority,
      estimate: try estimates[node] ?? estimator.estimate(graph[node]))
    run.attempt = attempts[key] ?? 0
    runs[key] = run
    queue.insert(run)
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
      guard node.index < dependents.count else { continue }
      for dependent in dependents[node.index] {
        guard case .waiting = resolver.state(of: dependent) else { continue }
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

  /// Makes nodes and all that stands on them be looked at again, in the next compilation.
  func invalidate(_ nodes: [NodeID]) {
    var reached = nodes
    var seen = Set(nodes)
    while let node = reached.popLast() {
      resolver.set(.unknown, of: node)
      guard node.index < dependents.count else { continue }
      for dependent in dependents[node.index] where seen.insert(dependent).inserted {
        reached.append(dependent)
      }
    }
    queue.removeAll()
    needsCompilation = true
  }

  /// Gives nodes up, and with them all that stands on them.
  func fail(_ nodes: [NodeID], _ error: StageError) {
    for node in nodes {
      resolver.set(.failed, of: node)
      announced[node.index] = true
      let failure = BuildFailure(
        node: node, label: graph[node].label, stage: graph[node].stage.name, error: error,
        // A stage writes on the store's disk, so a full one is the store's trouble.
        exitStatus: error.code == "no-space" ? 3 : 1)
      failures.append(failure)
      emit(.nodeFailed(failure))
      var reached = [node]
      while let next = reached.popLast() {
        guard next.index < dependents.count else { continue }
        for dependent in dependents[next.index] {
          guard case .waiting = resolver.state(of: dependent) else { continue }
          resolver.set(.blocked, of: dependent)
          reached.append(dependent)
        }
      }
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
