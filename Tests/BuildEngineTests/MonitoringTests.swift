import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Testing
import WorkerProtocol

/// What the engine measures while stages run.
@Suite("Monitoring")
struct MonitoringTests {
  /// Wants samples, and keeps them.
  private final class SampleLog: BuildObserver {
    let sampleInterval: Double? = 0.1
    var samples: [ResourceSample] = []

    func receive(_ event: BuildEvent, at seconds: Double) {
      if case .sampled(let sample) = event { samples.append(sample) }
    }
  }

  private func alerts(_ log: EventLog) -> [BuildAlert] {
    log.events.compactMap { if case .alert(let alert) = $0 { alert } else { nil } }
  }

  @Test("Running stages are sampled for who wants it, and for nobody else")
  func samples() throws {
    let workshop = try Workshop()
    let log = SampleLog()
    _ = try workshop.withEngine {
      try $0.build(observer: log) { graph, _ in
        BuildPlan([(graph.act(.sleep, seconds: 0.8), workshop.path("a"))])
      }
    }
    #expect(log.samples.count >= 3)
    let last = try #require(log.samples.last)
    #expect(last.stages.map(\.node) == [NodeID(index: 0)])
    #expect(last.stages[0].memory > 1_000_000 && last.memory > last.stages[0].memory)
    let silent = EventLog()
    try workshop.build(log: silent) { graph, _ in
      BuildPlan([(graph.act(.sleep, seconds: 0.6), workshop.path("b"))])
    }
    #expect(!silent.events.contains { if case .sampled = $0 { true } else { false } })
  }

  @Test("A stage that takes too long is told of while it runs, once")
  func seconds() throws {
    let workshop = try Workshop()
    workshop.options.alerts = AlertBounds(stepSeconds: 0.2)
    let log = EventLog()
    var running: Set<String> = []
    log.reaction = { event in
      if case .nodeFinished(let finish) = event { running.remove(finish.label) }
      if case .nodeStarted(let start) = event { running.insert(start.label) }
      if case .alert(let alert) = event { #expect(running.contains(alert.label)) }
    }
    try workshop.build(log: log) { graph, _ in
      BuildPlan([
        (graph.act(.sleep, seconds: 0.9), workshop.path("a")),
        (graph.join("quick"), workshop.path("b")),
      ])
    }
    let alerts = alerts(log)
    #expect(alerts.map(\.label) == ["sleep"] && alerts.map(\.kind) == [.stepSeconds])
    let alert = try #require(alerts.first)
    #expect(alert.bound == 0.2 && (0.2..<0.9).contains(alert.value))
  }

  @Test("A stage that is over before any sample is held to the bounds by what it took")
  func memory() throws {
    let workshop = try Workshop()
    workshop.options.alerts = AlertBounds(memoryMegabytes: 0.5)
    let log = EventLog()
    try workshop.build(log: log) { graph, _ in
      BuildPlan([(graph.join("quick"), workshop.path("a"))])
    }
    #expect(alerts(log).map(\.kind) == [.memory])
  }

  @Test("The graph comes before the end; each attempt has a start")
  func graph() throws {
    let workshop = try Workshop()
    let log = EventLog()
    try workshop.build(log: log) { graph, _ in
      let part = graph.join("a")
      return BuildPlan([(graph.join("b", [part.text]), workshop.path("a"))])
    }
    guard case .graph(let graph, let needed)? = log.events.dropLast().last else {
      Issue.record("no graph")
      return
    }
    #expect(graph.nodes.map(\.label) == ["a", "b"] && needed == graph.ids)
    let other = EventLog()
    try workshop.build(log: other) { graph, _ in
      BuildPlan([(graph.act(.crash), workshop.path("c"))])
    }
    #expect(other.started.map(\.attempt) == [1, 2])
  }

  @Test("An error that ends a build is the last event")
  func aborted() throws {
    struct Trouble: Error, CustomStringConvertible { let description = "no such scene" }
    let workshop = try Workshop()
    let log = EventLog()
    #expect(throws: Trouble.self) {
      try workshop.build(log: log) { _, _ in throw Trouble() }
    }
    guard case .aborted(let error)? = log.events.last else {
      Issue.record("no end")
      return
    }
    #expect(error.code == "compilation" && error.message == "no such scene")
  }
}
