public import BuildEngine
internal import BuildGraph
internal import WorkerProtocol

/// Keeps what a report needs of a build's events.
public final class BuildRecorder: BuildObserver {
  /// What is known of a node that did not come from the store.
  struct Record {
    var start: BuildEvent.NodeStart?
    var label: String
    var stage: String
    var begin: Double
    var end: Double
    var lane: Int
    var finish: BuildEvent.NodeFinish?
    var hasFailed = false
    /// Whether an attempt runs and holds its lane.
    var isOpen: Bool
  }

  public let sampleInterval: Double?
  var records: [NodeID: Record] = [:]
  var cached: [NodeID] = []
  /// How many nodes had been found, over time; for the trace.
  public private(set) var cachedCounts: [(at: Double, count: Int)] = []
  var lostAttempts: [BuildReport.LostAttempt] = []
  var samples = SampleSeries()
  var alerts: [BuildReport.Alert] = []
  var warnings: [String] = []
  var failures: [BuildReport.Failure] = []
  var summary: BuildSummary?
  var graph: (graph: Graph, needed: [NodeID])?
  var isAborted = false
  /// When the last event came.
  var lastTime = 0.0
  private var freeLanes: [Int] = []
  private var laneCount = 0

  /// - Parameter sampleInterval: How often memory and processors are to be measured, in seconds;
  ///   `nil` for never.
  public init(sampleInterval: Double? = 0.5) { self.sampleInterval = sampleInterval }

  /// Whether anything ran or failed: a build of which nothing is to be told has none.
  public var hasNews: Bool { !records.isEmpty || (!failures.isEmpty && !isAborted) }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    lastTime = max(lastTime, seconds)
    switch event {
    case .nodeCached(let node, _, _, _): noteCached(node, at: seconds)
    case .nodeStarted(let start): begin(start, at: seconds)
    case .nodeFinished(let finish):
      guard records[finish.node] != nil else { return }
      free(finish.node)
      let begun = records[finish.node]?.begin ?? seconds
      records[finish.node]?.end = min(seconds, begun + finish.wallSeconds)
      records[finish.node]?.finish = finish
    case .nodeFailed(let failure): note(failure, at: seconds)
    case .nodeRetried(let node, let label, let attempt, let cause, _):
      lose(node, label, attempt, cause, at: seconds)
    case .warning(let text): warnings.append(text)
    case .alert(let alert):
      alerts.append(
        .init(
          at: seconds, name: alert.label, stage: alert.stage, kind: alert.kind,
          value: alert.value, bound: alert.bound))
    case .sampled(let sample):
      samples.append(
        .init(at: seconds, memory: sample.memory, processors: sample.processors))
    case .graph(let graph, let needed): self.graph = (graph, needed)
    case .finished(let summary): self.summary = summary
    case .aborted(let error):
      isAborted = true
      failures.append(
        .init(
          name: "build", stage: "build", code: error.code, message: error.message,
          detail: error.detail))
    case .started, .recompiled, .nodeProgress, .delivered, .collected: break
    }
  }

  private func noteCached(_ node: NodeID, at seconds: Double) {
    cached.append(node)
    if let last = cachedCounts.last, seconds - last.at < 0.02 {
      cachedCounts[cachedCounts.count - 1].count = cached.count
    } else {
      cachedCounts.append((seconds, cached.count))
    }
  }

  private func begin(_ start: BuildEvent.NodeStart, at seconds: Double) {
    records[start.node] = Record(
      start: start, label: start.label, stage: start.stage, begin: seconds, end: seconds,
      lane: takeLane(), isOpen: true)
  }

  private func note(_ failure: BuildFailure, at seconds: Double) {
    failures.append(
      .init(
        name: failure.label, stage: failure.stage, code: failure.error.code,
        message: failure.error.message, detail: failure.error.detail))
    guard let node = failure.node else { return }
    if records[node] == nil {
      // It could not even start.
      records[node] = Record(
        start: nil, label: failure.label, stage: failure.stage, begin: seconds, end: seconds,
        lane: 0, isOpen: false)
    } else {
      if records[node]?.isOpen == true { records[node]?.end = seconds }
      free(node)
    }
    records[node]?.hasFailed = true
  }

  private func lose(
    _ node: NodeID, _ label: String, _ attempt: Int, _ cause: String, at seconds: Double
  ) {
    guard let record = records[node], record.isOpen else { return }
    free(node)
    records[node]?.end = seconds
    lostAttempts.append(
      .init(
        id: node.index, name: label, stage: record.stage, attempt: attempt, start: record.begin,
        end: seconds, lane: record.lane, cause: cause))
  }

  private func takeLane() -> Int {
    if let lane = freeLanes.min(), let index = freeLanes.firstIndex(of: lane) {
      freeLanes.remove(at: index)
      return lane
    }
    laneCount += 1
    return laneCount - 1
  }

  private func free(_ node: NodeID) {
    guard let record = records[node], record.isOpen else { return }
    records[node]?.isOpen = false
    freeLanes.append(record.lane)
  }
}
