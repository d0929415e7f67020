import ArtifactStore
import BuildEngine
import BuildGraph
import WorkerProtocol

@testable import BuildReports

/// Events of a small build, for the tests of what is made from events.
enum SampleBuild {
  /// A stage without parameters that count.
  struct Parameters: NodeParameters {
    static let stage = StageDescriptor(
      name: "work", version: 1, outputs: [.init("out", fileExtension: "bin")],
      libraries: [], estimate: .init(seconds: 1, memory: 1 << 20))
    var number: Int

    func encodeFields(into encoder: inout FieldEncoder) { encoder.field("number", number) }
  }

  static let key = SHA256.digest(of: [])

  /// `first` and `other` feed `last`; `first` was found or ran, as asked.
  static func graph() -> Graph {
    var graph = Graph()
    let first = graph.add(Parameters(number: 1), label: "first")
    let other = graph.add(Parameters(number: 2), label: "other <b>&\"'")
    _ = graph.add(
      Parameters(number: 3),
      inputs: [
        .init("a", .output(of: first, name: "out")), .init("b", .output(of: other, name: "out")),
      ], label: "last")
    return graph
  }

  static func start(_ id: Int, _ label: String, _ reason: RunReason, attempt: Int = 1)
    -> BuildEvent
  {
    .nodeStarted(
      .init(
        node: NodeID(index: id), label: label, stage: "work", key: key, reason: reason,
        expectedSeconds: 1, expectedMemory: 1, attempt: attempt))
  }

  static func finish(_ id: Int, _ label: String, seconds: Double, memory: Int64) -> BuildEvent {
    .nodeFinished(
      .init(
        node: NodeID(index: id), label: label, stage: "work", key: key, wallSeconds: seconds,
        cpuSeconds: seconds / 2, peakMemory: memory, outputs: []))
  }

  /// One stage is found, one is lost once and then runs, one runs after both.
  static func recorder() -> BuildRecorder {
    let recorder = BuildRecorder()
    let other = "other <b>&\"'"
    let graph = graph()
    let change = FieldChange(name: "number", old: "1", new: "2")
    let events: [(BuildEvent, Double)] = [
      (.started(total: 3, expectedSeconds: 2), 0),
      (.nodeCached(NodeID(index: 0), label: "first", stage: "work", key: key), 0.01),
      (start(1, other, .changed([change])), 0.1),
      (.sampled(.init(memory: 50_000_000, processors: 0, stages: [])), 0.5),
      (
        .nodeRetried(
          NodeID(index: 1), label: other, attempt: 1, cause: "The worker died", delay: 0.1),
        0.6
      ),
      (start(1, other, .changed([change]), attempt: 2), 0.7),
      (.sampled(.init(memory: 80_000_000, processors: 1.5, stages: [])), 1),
      (
        .alert(
          .init(
            node: NodeID(index: 1), label: other, stage: "work", kind: .memory, value: 70,
            bound: 60)), 1
      ),
      (finish(1, other, seconds: 2, memory: 70_000_000), 2.75),
      (start(2, "last", .neverBuilt), 2.8),
      (finish(2, "last", seconds: 1, memory: 30_000_000), 3.85),
      (.warning("A </script> is no end."), 3.9),
      (.graph(graph, needed: graph.ids), 4),
      (
        .finished(
          BuildSummary(
            status: .succeeded, stages: 3, ran: 2, cached: 1, failed: 0, seconds: 4,
            outputs: [.init(path: "a.mp4", digest: key, size: 1, isUpToDate: false)],
            failures: [], heldBackSeconds: 0.25)), 4
      ),
    ]
    for (event, time) in events { recorder.receive(event, at: time) }
    return recorder
  }

  static var setting: BuildReport.Setting {
    var setting = BuildReport.Setting()
    setting.program = "reel 1.2.3"
    setting.started = "2026-01-02T03:04:05Z"
    setting.recipes = ["film.yaml"]
    setting.profile = "fast"
    setting.jobs = 2
    setting.cores = 4
    setting.machineMemory = 8_000_000_000
    setting.memoryCap = 4_000_000_000
    return setting
  }

  static func report() -> BuildReport { recorder().report(setting, filmSeconds: 10) }

  /// A report in which one stage after the other ran.
  static func chain(_ seconds: [Double], jobs: Int = 2) -> BuildReport {
    var report = BuildReport()
    report.setting = setting
    report.setting.jobs = jobs
    var time = 0.0
    var step = BuildReport.Step(name: "work")
    for (index, seconds) in seconds.enumerated() {
      var node = BuildReport.Node(id: index, name: "n\(index)", stage: "work", state: .ran)
      node.start = time
      node.end = time + seconds
      node.seconds = seconds
      node.cpuSeconds = seconds
      node.attempts = 1
      node.reason = "never built"
      node.inputs = index > 0 ? [index - 1] : []
      report.nodes.append(node)
      time += seconds
      step.ran += 1
      step.seconds += seconds
      step.cpuSeconds += seconds
    }
    report.steps = [step]
    report.misses = seconds.count
    report.totalSeconds = time
    report.criticalPath = CriticalPath(of: report.nodes)
    return report
  }
}
