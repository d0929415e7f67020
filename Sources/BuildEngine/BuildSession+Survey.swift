internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

extension BuildSession {
  /// Compiles once and says of every needed node how it stands.
  func survey() throws -> GraphSurvey {
    defer { pool.shutDown() }
    try compilation.update()
    let lost = try lostArtifacts()
    let outcome = try store.lastOutcome(project: options.project)
    let nodes = try compilation.needed.map { id in
      GraphSurvey.SurveyedNode(
        node: id, label: graph[id].label, stage: graph[id].stage.name,
        status: try status(of: id, lost: lost, outcome: outcome),
        outputs: resolver.result(of: id)?.outputs ?? [])
    }
    try store.flush()
    return GraphSurvey(
      graph: graph, nodes: nodes, targets: compilation.plan.targets,
      expansions: compilation.plan.pending.map { graph[$0].label })
  }

  private func status(
    of id: NodeID, lost: [NodeID: [String]], outcome: BuildOutcome?
  ) throws -> NodeStatus {
    let key = resolver.keys[id.index]
    var status = NodeStatus(state: .todo, key: key)
    switch resolver.state(of: id) {
    case .available where lost[id] == nil:
      status.state = key.map { outcome?.didRun($0) == true } == true ? .run : .cached
      return status
    case .missing:
      if let key, outcome?.didFail(key) == true {
        status.state = .failed
        status.reason = "it failed in the last build"
        return status
      }
    case .failed:
      status.state = .failed
      status.reason = resolver.sourceErrors[id]?.message
      return status
    case .blocked:
      status.state = .failed
      status.reason = "it stands on a stage that cannot run"
      return status
    case .available, .waiting, .unknown: break
    }
    status.reason = try reason(for: id, lost: lost)?.description
    return status
  }
}
