import ArtifactStore
import BuildGraph
import EngineTestStages
import Glibc
import Testing

@testable import BuildEngine

@Suite struct SchedulingTests {
  @Test func recordedDurationsDecideTheOrder() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    let compile: BuildEngine.Compile = { graph, _ in
      let short = graph.act(.sleep, seconds: 0.02)
      let long = graph.add(
        ActStage.Parameters(.sleep, seconds: 0.2, note: ""), label: "long")
      return BuildPlan([(short, shop.path("short")), (long, shop.path("long"))])
    }
    let first = EventLog()
    try shop.build(log: first, compile)
    // Nothing is known of either yet, so the order is that of the graph.
    #expect(first.started.map(\.label) == ["sleep", "long"])
    shop.options.readCache = false
    let second = EventLog()
    try shop.build(log: second, compile)
    #expect(second.started.map(\.label) == ["long", "sleep"])
    #expect(second.started[0].expectedSeconds > 0.15)
  }

  @Test func theJobsLimitHolds() throws {
    for jobs in [1, 3] {
      let shop = try Workshop()
      shop.options.jobs = jobs
      let log = EventLog()
      var running = 0
      var most = 0
      log.reaction = { event in
        switch event {
        case .nodeStarted:
          running += 1
          most = max(most, running)
        case .nodeFinished: running -= 1
        default: break
        }
      }
      try shop.build(log: log) { graph, _ in
        BuildPlan(
          (0..<8).map { number in
            (
              graph.add(
                ActStage.Parameters(.sleep, seconds: 0.05, note: "\(number)"),
                label: "\(number)"), shop.path("\(number)")
            )
          })
      }
      // On a busy machine the third worker may be ready after the work is done.
      #expect(most <= jobs && most >= min(jobs, 2))
    }
  }

  @Test func aWorkerIsGivenItsNextRunBeforeTheLastResultIsPublished() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    let log = EventLog()
    var scratchFolders: [Int] = []
    log.reaction = { event in
      guard case .nodeFinished = event else { return }
      // Those of the runs that a worker has: what has ended has none any more.
      scratchFolders.append(
        Workshop.entries("\(shop.storePath)/tmp").reduce(0) {
          $0 + Workshop.entries("\(shop.storePath)/tmp/\($1)").count { $0 != "lock" }
        })
    }
    try shop.build(log: log) { graph, _ in
      BuildPlan(
        ["a", "b", "c"].map { (graph.act(.sleep, seconds: 0.02, note: $0), shop.path($0)) })
    }
    #expect(scratchFolders == [1, 1, 0])
    // Observers see one end before the next begins.
    let order = log.events.compactMap { event in
      switch event {
      case .nodeStarted: "start"
      case .nodeFinished: "finish"
      default: nil
      }
    }
    #expect(order == ["start", "finish", "start", "finish", "start", "finish"])
  }

  @Test func aResultIsKeptThoughNoOtherRunCanBeStartedAheadOfIt() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    let compile: BuildEngine.Compile = { graph, _ in
      BuildPlan(
        ["a", "b"].map { (graph.act(.blockNext, note: $0), shop.path($0)) })
    }
    #expect(throws: StoreError.self) { try shop.build(compile) }
    let again = try shop.build(compile)
    #expect(again.cached == 1 && again.ran == 1)
  }

  @Test func whatStandsOnAResultGoesFirstIfItIsMoreUrgent() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    let log = EventLog()
    try shop.build(log: log) { graph, _ in
      func act(_ label: String, on input: NodeID? = nil) -> NodeID {
        graph.add(
          ActStage.Parameters(.sleep, seconds: 0.01, note: label),
          inputs: input.map { [Node.Input("part", $0.text)] } ?? [], label: label)
      }
      let short = act("short")
      let last = act("last", on: act("middle", on: act("first")))
      return BuildPlan([(short, shop.path("short")), (last, shop.path("last"))])
    }
    // When the first has ended, the way from the middle is longer than the short one's, and equal
    // when that has.
    #expect(log.started.prefix(2).map(\.label) == ["first", "middle"])
  }

  @Test(arguments: [1, 2]) func whatReadsOnGoesFirstAndInTheSameWorker(jobs: Int) throws {
    let shop = try Workshop()
    shop.options.jobs = jobs
    let log = EventLog()
    try shop.build(log: log) { graph, _ in
      func act(_ label: String, seconds: Double) -> NodeID {
        graph.add(ActStage.Parameters(.leave, seconds: seconds, note: label), label: label)
      }
      let first = act("first", seconds: 0.1)
      let others = (0..<8).map { act("\($0)", seconds: 0.03) }
      let next = act("next", seconds: 0.05)
      let last = act("last", seconds: 0)
      graph.note(next, continues: first)
      graph.note(last, continues: next)
      return BuildPlan(
        ([first] + others + [next, last]).map { ($0, shop.path(graph[$0].label)) })
    }
    #expect(try shop.read("next") == "first")
    #expect(try shop.read("last") == "next")
    let order = log.started.map(\.label)
    if jobs == 1 { #expect(order.prefix(3) == ["first", "next", "last"]) }
    #expect(Set(order).count == 11 && order.count == 11)
  }

  @Test func aRetryOfWhatReadsOnWaitsItsTime() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    shop.options.retries = 2
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      let busy = graph.add(
        ActStage.Parameters(.refuseTwice, note: shop.path("count")), label: "busy")
      let first = graph.add(ActStage.Parameters(.leave, note: "first"), label: "first")
      graph.note(busy, continues: first)
      return BuildPlan([(busy, shop.path("busy")), (first, shop.path("first"))])
    }
    #expect(summary.ran == 2)
    #expect(log.started.map(\.label) == ["busy", "first", "busy", "busy"])
  }

  @Test func aWarningComesOnceThoughTheWorkerHasToStart() throws {
    let shop = try Workshop()
    shop.options.maxMemoryBytes = 1 << 20
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      BuildPlan([(graph.act(.behave), shop.path("act"))])
    }
    #expect(summary.ran == 1 && log.warnings.count == 1)
  }

  @Test func aNodeAboveTheMemoryCapRunsAloneWithAWarning() throws {
    let shop = try Workshop()
    shop.options.jobs = 4
    // Between the estimates of the two stages: 4 and 16 MiB.
    shop.options.maxMemoryBytes = 10 << 20
    let log = EventLog()
    var running = 0
    log.reaction = { event in
      switch event {
      case .nodeStarted(let start):
        if start.stage == "test.act" { #expect(running == 0) }
        running += start.stage == "test.act" ? 100 : 1
        #expect(running <= 100)
      case .nodeFinished(let finish): running -= finish.stage == "test.act" ? 100 : 1
      default: break
      }
    }
    let summary = try shop.build(log: log) { graph, _ in
      var targets = [(graph.act(.sleep, seconds: 0.1), shop.path("act"))]
      for number in 0..<4 { targets.append((graph.join("\(number)"), shop.path("\(number)"))) }
      return BuildPlan(targets)
    }
    #expect(summary.ran == 5)
    #expect(log.warnings.count == 1 && log.warnings[0].contains("runs alone"))
  }
}
