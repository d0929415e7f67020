internal import BuildEngine
internal import BuildGraph

/// What is going on in a build, as its events tell: the model behind every display.
struct BuildState {
  struct Running {
    var label: String
    var stage: String
    var started: Double
    var fraction: Double
    var expectedSeconds: Double
    var expectedMemory: Int64
    /// Bytes, as last measured; `nil` before that.
    var measuredMemory: Int64?
  }

  private(set) var total = 0
  private(set) var ran = 0
  /// What was found, and has not had to run after all because its artifact was gone.
  private var cachedNodes: Set<NodeID> = []
  private(set) var failed = 0
  /// In the order of their start.
  private(set) var running: [(node: NodeID, state: Running)] = []
  /// Seconds of work expected for all nodes that have to run, done ones included.
  private var expectedWork = 0.0
  /// What the nodes that are done were expected to take, and what they took.
  private var doneExpected = 0.0
  private var doneActual = 0.0
  private var widest = 1
  /// Bytes that all processes of the build use, as last measured; `nil` before that.
  private(set) var measuredMemory: Int64?

  var cached: Int { cachedNodes.count }

  var finished: Int { ran + cached + failed }

  mutating func apply(_ event: BuildEvent, at seconds: Double) {
    switch event {
    case .started(let total, let expected), .recompiled(let total, let expected):
      self.total = total
      expectedWork = max(expected, doneExpected)
    case .nodeStarted(let start):
      cachedNodes.remove(start.node)
      running.removeAll { $0.node == start.node }
      running.append(
        (
          start.node,
          Running(
            label: start.label, stage: start.stage, started: seconds, fraction: 0,
            expectedSeconds: start.expectedSeconds, expectedMemory: start.expectedMemory)
        ))
      widest = max(widest, running.count)
    case .nodeProgress(let node, let fraction):
      if let index = running.firstIndex(where: { $0.node == node }) {
        running[index].state.fraction = min(max(fraction, 0), 1)
      }
    case .nodeFinished(let finish):
      ran += 1
      end(finish.node, seconds: finish.wallSeconds)
    case .nodeCached(let node, _, _, _): cachedNodes.insert(node)
    case .nodeFailed(let failure):
      // A delivery is no stage, and is not counted among them.
      guard let node = failure.node else { return }
      failed += 1
      end(node, seconds: 0)
    case .nodeRetried(let node, _, _, _, _): running.removeAll { $0.node == node }
    case .sampled(let sample): note(sample)
    case .warning, .alert, .delivered, .collected, .graph, .finished, .aborted: break
    }
  }

  /// Seconds until the build ends, if all goes as before; `nil` as long as nothing can be said.
  func secondsLeft(at seconds: Double) -> Double? {
    guard expectedWork > 0, doneActual > 0.5 else { return nil }
    // How this build fares against what was recorded or declared.
    let pace = min(max(doneActual / max(doneExpected, 0.001), 0.2), 5)
    let begun = running.reduce(0.0) { $0 + $1.state.fraction * $1.state.expectedSeconds }
    let left = max(expectedWork - doneExpected - begun, 0) * pace
    let longest = running.map { (1 - $0.state.fraction) * $0.state.expectedSeconds * pace }.max()
    return max(left / Double(widest), longest ?? 0)
  }

  /// Bytes that the running nodes are expected to need.
  var expectedMemory: Int64 { running.reduce(0) { $0 + $1.state.expectedMemory } }

  private mutating func note(_ sample: ResourceSample) {
    measuredMemory = sample.memory
    for stage in sample.stages {
      if let index = running.firstIndex(where: { $0.node == stage.node }) {
        running[index].state.measuredMemory = stage.memory
      }
    }
  }

  private mutating func end(_ node: NodeID, seconds: Double) {
    guard let index = running.firstIndex(where: { $0.node == node }) else { return }
    doneExpected += running[index].state.expectedSeconds
    doneActual += seconds
    running.remove(at: index)
  }
}
