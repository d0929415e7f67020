internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

extension BuildSession {
  /// Compiles once and looks at what would run.
  func forecast() throws -> BuildForecast {
    defer { pool.shutDown() }
    try compilation.update()
    let lost = try lostArtifacts()
    let needed = compilation.needed
    var problems: [BuildFailure] = []
    var nodes: [BuildForecast.PlannedNode] = []
    for id in needed {
      if case .failed = resolver.state(of: id), let error = resolver.sourceErrors[id] {
        problems.append(
          BuildFailure(
            node: id, label: graph[id].label, stage: graph[id].stage.name, error: error))
      }
      guard let reason = try reason(for: id, lost: lost) else { continue }
      let node = graph[id]
      nodes.append(
        .init(
          node: id, label: node.label, stage: node.stage.name, key: resolver.keys[id.index],
          reason: reason, expectedSeconds: try estimator.estimate(node).seconds))
    }
    try store.flush()
    return BuildForecast(
      nodes: nodes, cached: needed.count - nodes.count - problems.count, total: needed.count,
      expansions: compilation.plan.pending.map { graph[$0].label },
      outputs: try compilation.plan.targets.map { try output($0, lost: lost) },
      problems: problems)
  }

  func reason(for id: NodeID, lost: [NodeID: [String]]) throws -> RunReason? {
    let label = graph[id].label
    switch resolver.state(of: id) {
    case .missing(let text):
      return try resolver.reason(
        for: text, digest: text.digest, label: label, project: options.project)
    case .waiting, .unknown, .blocked: return .inputsWillRun(unresolvedInputs(of: id))
    case .available: return lost[id].map(RunReason.outputMissing)
    case .failed: return nil
    }
  }

  func unresolvedInputs(of id: NodeID) -> [String] {
    var labels: [String] = []
    for case .output(let input, _) in graph[id].inputs.map(\.source)
    where !resolver.isAvailable(input) && !labels.contains(graph[input].label) {
      labels.append(graph[input].label)
    }
    return labels
  }

  /// Nodes with a known result whose bytes something that runs, or a delivery, would read and
  /// that are gone.
  func lostArtifacts() throws -> [NodeID: [String]] {
    var lost: [NodeID: [String]] = [:]
    var readers = compilation.needed.filter { id in
      if case .missing = resolver.state(of: id) { return true }
      if case .waiting = resolver.state(of: id) { return true }
      return false
    }
    func demand(_ id: NodeID, _ name: String) {
      guard let output = resolver.result(of: id)?.output(name), output.inline == nil,
        !store.hasBlob(output.digest, size: output.size)
      else { return }
      if lost[id] == nil { readers.append(id) }
      if lost[id]?.contains(name) != true { lost[id, default: []].append(name) }
    }
    for target in compilation.plan.targets where try !isInPlace(target) {
      demand(target.node, target.output)
    }
    while let reader = readers.popLast() {
      for case .output(let input, let name) in graph[reader].inputs.map(\.source) {
        demand(input, name)
      }
    }
    return lost
  }

  private func isInPlace(_ target: BuildPlan.Target) throws -> Bool {
    guard let output = resolver.result(of: target.node)?.output(target.output) else {
      return false
    }
    return try store.isDelivered(
      output.digest, size: output.size, at: Self.absolute(target.path))
  }

  private func output(
    _ target: BuildPlan.Target, lost: [NodeID: [String]]
  ) throws -> BuildForecast.PlannedOutput {
    if try isInPlace(target) { return .init(path: target.path, state: .upToDate) }
    let isKnown = resolver.isAvailable(target.node) && lost[target.node] == nil
    return .init(path: target.path, state: isKnown ? .deliver : .build)
  }

  /// Explains the node of that label or key.
  func explain(_ name: String) throws -> Explanation {
    defer { pool.shutDown() }
    try compilation.update()
    let id = try find(name)
    let node = graph[id]
    var explanation = Explanation(
      label: node.label, stage: node.stage.name, state: .cached, key: resolver.keys[id.index],
      fields: [], earlierKey: nil, isSameLabel: false, changes: [])
    switch resolver.state(of: id) {
    case .available: break
    case .missing: explanation.state = .missing
    case .waiting, .unknown, .blocked: explanation.state = .waiting(unresolvedInputs(of: id))
    case .failed:
      explanation.state = .failed(resolver.sourceErrors[id]?.message ?? "it has failed")
    }
    guard let key = explanation.key, let text = try keyText(of: id, key) else {
      return explanation
    }
    explanation.fields = text.fields
    let past = try store.pastKeys(project: options.project, label: node.label)
    if let own = past.first(where: { $0.key != key }) {
      explanation.earlierKey = own.key
      explanation.isSameLabel = true
    } else {
      explanation.earlierKey = try store.nearestKey(to: text, stage: node.stage.name)
    }
    if let earlier = explanation.earlierKey, let other = try store.keyText(of: earlier) {
      explanation.changes = FieldChange.between(other, text)
    }
    return explanation
  }

  private func keyText(of id: NodeID, _ key: Digest) throws -> KeyText? {
    if case .missing(let text) = resolver.state(of: id) { return text }
    return try store.keyText(of: key)
  }

  private func find(_ name: String) throws -> NodeID {
    let needed = compilation.needed
    if let id = needed.first(where: { graph[$0].label == name }) { return id }
    let isPrefix = name.utf8.count >= 4 && name.allSatisfy(\.isHexDigit)
    let byKey =
      isPrefix
      ? needed.filter { resolver.keys[$0.index]?.hex.hasPrefix(name.lowercased()) == true } : []
    if Set(byKey.compactMap { resolver.keys[$0.index] }).count == 1 { return byKey[0] }
    let similar = needed.map { graph[$0].label }
      .filter { $0.lowercased().contains(name.lowercased()) }.prefix(5)
    let hint =
      byKey.count > 1
      ? "More than one key begins like that; give more digits."
      : similar.isEmpty
        ? "Nodes go by their label, or by the first digits of their key."
        : "Similar: \(similar.joined(separator: ", "))."
    throw EngineError(code: .unknownNode, message: "There is no single node \"\(name)\". \(hint)")
  }
}
