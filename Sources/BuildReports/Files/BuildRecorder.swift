public import BuildEngine
internal import BuildGraph

/// Keeps what a trace and a report need of a build.
public final class BuildRecorder: BuildObserver {
  /// One attempt at a stage that came to a good end.
  struct Span {
    var label: String
    var stage: String
    /// Seconds since the build's start.
    var start: Double
    var end: Double
    var cpuSeconds: Double
    var peakMemory: Int64
    /// The lane of the waterfall: spans in one lane do not overlap.
    var lane: Int
  }

  private(set) var spans: [Span] = []
  private(set) var cachedByStage: [String: Int] = [:]
  private(set) var summary: BuildSummary?
  private var starts: [NodeID: (start: Double, lane: Int)] = [:]

  public init() {}

  public func receive(_ event: BuildEvent, at seconds: Double) {
    switch event {
    case .nodeStarted(let start):
      let taken = Set(starts.values.map(\.lane))
      let lane = (0...).first { !taken.contains($0) } ?? 0
      starts[start.node] = (seconds, lane)
    case .nodeFinished(let finish):
      guard let begun = starts.removeValue(forKey: finish.node) else { return }
      spans.append(
        Span(
          label: finish.label, stage: finish.stage, start: begun.start, end: seconds,
          cpuSeconds: finish.cpuSeconds, peakMemory: finish.peakMemory, lane: begun.lane))
    case .nodeFailed(let failure):
      if let node = failure.node { starts[node] = nil }
    case .nodeRetried(let node, _, _, _, _): starts[node] = nil
    case .nodeCached(_, _, let stage, _): cachedByStage[stage, default: 0] += 1
    case .finished(let summary): self.summary = summary
    case .started, .recompiled, .nodeProgress, .warning, .delivered,
      .collected:
      break
    }
  }

  /// Names of the stages that ran or were found, in alphabetical order.
  var stageNames: [String] {
    Set(spans.map(\.stage)).union(cachedByStage.keys).sorted()
  }
}
