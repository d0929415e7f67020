internal import ArtifactStore
public import BuildEngine
internal import BuildGraph
internal import WorkerProtocol

/// Writes every event as one line of JSON: what `--json` promises.
///
/// Each line has `event` and, but for the last, `at`: seconds since the build's start. Keys are
/// only ever added.
public final class JSONEventWriter: BuildObserver {
  private let sink: TextSink
  private let places: (BuildFailure) -> [FailurePlace]
  /// Progress names its node by number; a reader wants the name.
  private var labels: [NodeID: String] = [:]
  /// What is known when a build ends without a summary.
  private var counts = BuildState()

  /// - Parameter places: Where the recipes name what failed.
  public init(sink: TextSink, places: @escaping (BuildFailure) -> [FailurePlace] = { _ in [] }) {
    self.sink = sink
    self.places = places
  }

  public var sampleInterval: Double? { 0.5 }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    // The graph is `reel graph`'s to tell.
    if case .graph = event { return }
    if case .nodeStarted(let start) = event { labels[start.node] = start.label }
    counts.apply(event, at: seconds)
    sink.write(line(event, at: seconds) + "\n")
  }

  func line(_ event: BuildEvent, at seconds: Double) -> String {
    let (name, members) = describe(event, at: seconds)
    var all: [(String, JSONText)] = [("event", .string(name))]
    if name != "finished" { all.append(("at", .decimal(seconds, digits: 3))) }
    return JSONText.object(all + members).compact
  }

  private func describe(
    _ event: BuildEvent, at seconds: Double
  ) -> (String, [(String, JSONText)]) {
    switch event {
    case .started(let total, let expected):
      return ("started", stageTotal(total, expected))
    case .recompiled(let total, let expected):
      return ("compiled", stageTotal(total, expected))
    case .nodeStarted(let start):
      return (
        "stage_started",
        node(start.label, start.stage, start.key) + [
          ("reason", .string(start.reason.description)),
          ("expected_seconds", .decimal(start.expectedSeconds, digits: 3)),
          ("attempt", .integer(start.attempt)),
        ]
      )
    case .nodeProgress(let id, let fraction):
      return (
        "stage_progress",
        [
          ("name", .string(labels[id] ?? "")), ("fraction", .decimal(fraction, digits: 3)),
        ]
      )
    case .nodeFinished(let finish):
      return (
        "stage_finished",
        node(finish.label, finish.stage, finish.key) + [
          ("seconds", .decimal(finish.wallSeconds, digits: 3)),
          ("cpu_seconds", .decimal(finish.cpuSeconds, digits: 3)),
          ("memory_bytes", .integer(Int(finish.peakMemory))),
          (
            "outputs",
            .array(
              finish.outputs.map {
                .object([
                  ("name", .string($0.name)), ("digest", .string($0.digest.hex)),
                  ("bytes", .integer(Int($0.size))),
                ])
              })
          ),
        ]
      )
    case .nodeCached(_, let label, let stage, let key):
      return ("stage_cached", node(label, stage, key))
    case .nodeFailed(let failure): return ("stage_failed", describe(failure))
    case .nodeRetried(_, let label, let attempt, let cause, let delay):
      return (
        "stage_retried",
        [
          ("name", .string(label)), ("attempt", .integer(attempt)), ("cause", .string(cause)),
          ("delay_seconds", .decimal(delay, digits: 3)),
        ]
      )
    case .warning(let text): return ("warning", [("message", .string(text))])
    case .delivered(let output): return ("delivered", describe(output))
    case .collected(let summary):
      return (
        "collected",
        [
          ("results", .integer(summary.results)), ("artifacts", .integer(summary.artifacts)),
          ("bytes", .integer(Int(summary.bytes))),
          ("remaining_bytes", .integer(Int(summary.remainingBytes))),
        ]
      )
    case .alert(let alert): return ("alert", describe(alert))
    case .sampled(let sample): return ("sampled", describe(sample))
    case .graph: return ("graph", [])
    case .finished(let summary): return ("finished", describe(summary))
    case .aborted(let error): return ("finished", describe(error, at: seconds))
    }
  }

  private func stageTotal(_ total: Int, _ expected: Double) -> [(String, JSONText)] {
    [("stages", .integer(total)), ("expected_seconds", .decimal(expected, digits: 3))]
  }

  private func node(
    _ label: String, _ stage: String, _ key: Digest
  ) -> [(String, JSONText)] {
    [("name", .string(label)), ("stage", .string(stage)), ("key", .string(key.hex))]
  }

  private func describe(_ failure: BuildFailure) -> [(String, JSONText)] {
    [
      ("name", .string(failure.label)), ("stage", .string(failure.stage)),
      ("code", .string(failure.error.code)), ("message", .string(failure.error.message)),
      ("detail", failure.error.detail.map(JSONText.string) ?? .null),
      ("places", .array(places(failure).map(\.json))),
    ]
  }

  private func describe(_ output: DeliveredOutput) -> [(String, JSONText)] {
    [
      ("path", .string(output.path)), ("digest", .string(output.digest.hex)),
      ("bytes", .integer(Int(output.size))), ("up_to_date", .boolean(output.isUpToDate)),
    ]
  }

  private func describe(_ summary: BuildSummary) -> [(String, JSONText)] {
    [
      ("ok", .boolean(summary.status == .succeeded)), ("stages", .integer(summary.stages)),
      ("ran", .integer(summary.ran)), ("cached", .integer(summary.cached)),
      ("failed", .integer(summary.failed)), ("seconds", .decimal(summary.seconds, digits: 3)),
      ("outputs", .array(summary.outputs.map { .object(describe($0)) })),
    ]
  }

  private func describe(_ alert: BuildAlert) -> [(String, JSONText)] {
    [
      ("name", .string(alert.label)), ("stage", .string(alert.stage)),
      ("kind", .string(alert.kind.rawValue)), ("value", .decimal(alert.value, digits: 1)),
      ("bound", .decimal(alert.bound, digits: 1)),
      ("message", .string(AlertText.sentence(alert))),
    ]
  }

  private func describe(_ sample: ResourceSample) -> [(String, JSONText)] {
    [
      ("memory_bytes", .integer(Int(sample.memory))),
      ("processors", .decimal(sample.processors, digits: 2)),
      (
        "stages",
        .array(
          sample.stages.map {
            .object([
              ("name", .string(labels[$0.node] ?? "")), ("memory_bytes", .integer(Int($0.memory))),
              ("processors", .decimal($0.processors, digits: 2)),
            ])
          })
      ),
    ]
  }

  /// A build that has no summary says what was counted until then, and what ended it.
  private func describe(_ error: StageError, at seconds: Double) -> [(String, JSONText)] {
    [
      ("ok", .boolean(false)), ("stages", .integer(counts.total)), ("ran", .integer(counts.ran)),
      ("cached", .integer(counts.cached)), ("failed", .integer(counts.failed)),
      ("seconds", .decimal(seconds, digits: 3)), ("outputs", .array([])),
      (
        "error",
        .object([
          ("code", .string(error.code)), ("message", .string(error.message)),
          ("detail", error.detail.map(JSONText.string) ?? .null),
        ])
      ),
    ]
  }
}
