internal import BuildEngine
internal import BuildGraph

extension BuildRecorder {
  /// What came of the build, once its last event has come.
  ///
  /// - Parameter filmSeconds: How long the films are, if that is known.
  public func report(
    _ setting: BuildReport.Setting, filmSeconds: Double? = nil
  ) -> BuildReport {
    var report = BuildReport()
    report.setting = setting
    report.status = status
    // Of films that are not there, a length would say nothing.
    report.filmSeconds = status == .succeeded ? filmSeconds : nil
    report.totalSeconds = summary?.seconds ?? lastTime
    report.heldBackSeconds = summary?.heldBackSeconds ?? 0
    report.nodes = nodes()
    report.steps = Self.steps(of: report.nodes)
    report.hits = summary?.cached ?? cached.count
    report.misses = report.nodes.count { $0.state != .cached }
    report.peakMemory = report.steps.map(\.peakMemory).max() ?? 0
    // A stage that ends between two samples may have needed more than either saw.
    report.peakTotalMemory = samples.samples.map(\.memory).max().map {
      max($0, report.peakMemory)
    }
    report.criticalPath = CriticalPath(of: report.nodes)
    report.lostAttempts = lostAttempts
    report.samples = samples.samples
    report.alerts = alerts
    report.warnings = warnings
    report.failures = failures
    report.outputs = (summary?.outputs ?? []).map(\.path)
    return report
  }

  private var status: BuildReport.Status {
    if isAborted { return .aborted }
    switch summary?.status {
    case .succeeded?: return .succeeded
    case .failed?: return .failed
    case .interrupted?, nil: return .interrupted
    }
  }

  private func nodes() -> [BuildReport.Node] {
    var found = Set(records.keys)
    var ids = Array(found)
    let known = graph?.graph.nodes.count ?? 0
    for id in cached where id.index < known && found.insert(id).inserted { ids.append(id) }
    ids.sort()
    return ids.compactMap { id in
      var node: BuildReport.Node
      if let record = records[id] {
        // An attempt that an interrupt cut short is neither run nor failed.
        guard record.finish != nil || record.hasFailed else { return nil }
        node = Self.node(id, record)
      } else if let graph = graph?.graph {
        node = .init(
          id: id.index, name: graph[id].label, stage: graph[id].stage.name, state: .cached)
      } else {
        return nil
      }
      if id.index < known, let graph = graph?.graph { node.inputs = Self.inputs(of: graph[id]) }
      return node
    }
  }

  private static func node(_ id: NodeID, _ record: Record) -> BuildReport.Node {
    var node = BuildReport.Node(
      id: id.index, name: record.label, stage: record.stage,
      state: record.hasFailed ? .failed : .ran)
    node.start = record.begin
    node.end = record.end
    node.seconds = record.finish?.wallSeconds ?? (record.end - record.begin)
    node.cpuSeconds = record.finish?.cpuSeconds ?? 0
    node.peakMemory = record.finish?.peakMemory ?? 0
    node.lane = record.lane
    node.attempts = record.start?.attempt ?? 0
    node.reason = record.start?.reason.description
    if case .changed(let changes)? = record.start?.reason { node.changes = changes.map(\.name) }
    return node
  }

  private static func inputs(of node: Node) -> [Int] {
    var inputs: [Int] = []
    for case .output(let id, _) in node.inputs.map(\.source) where inputs.last != id.index {
      inputs.append(id.index)
    }
    return inputs.count < 2 ? inputs : Set(inputs).sorted()
  }

  private static func steps(of nodes: [BuildReport.Node]) -> [BuildReport.Step] {
    var places: [String: Int] = [:]
    var steps: [BuildReport.Step] = []
    for node in nodes {
      let place = places[node.stage] ?? steps.count
      if place == steps.count {
        places[node.stage] = place
        steps.append(.init(name: node.stage))
      }
      switch node.state {
      case .cached: steps[place].cached += 1
      case .failed: steps[place].failed += 1
      case .ran:
        steps[place].ran += 1
        steps[place].seconds += node.seconds
        steps[place].cpuSeconds += node.cpuSeconds
        steps[place].peakMemory = max(steps[place].peakMemory, node.peakMemory)
      }
    }
    return steps.sorted { $0.name < $1.name }
  }
}
