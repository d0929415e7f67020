import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing
import WorkerProtocol

/// Pools, retries and the life of workers, in real builds.
@Suite struct PoolTests {
  /// The most runs of a stage at once.
  private func peak(_ log: EventLog, stage: String) -> Int {
    var running = 0
    var most = 0
    for event in log.events {
      switch event {
      case .nodeStarted(let start) where start.stage == stage: running += 1
      case .nodeFinished(let finish) where finish.stage == stage: running -= 1
      default: break
      }
      most = max(most, running)
    }
    return most
  }

  @Test func downloadsRunBesideTheOneJob() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    shop.options.pools = ["download": Pool(limit: 3)]
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      var targets: [(NodeID, String)] = []
      for number in 0..<6 {
        let fetch = graph.add(
          FetchStage.Parameters("f\(number)", seconds: 0.3), label: "f\(number)")
        targets.append((fetch, shop.path("f\(number)")))
        let act = graph.add(
          ActStage.Parameters(.sleep, seconds: 0.1, note: "\(number)"), label: "a\(number)")
        targets.append((act, shop.path("a\(number)")))
      }
      return BuildPlan(targets)
    }
    #expect(summary.ran == 12)
    #expect(peak(log, stage: "test.act") == 1)
    let downloads = peak(log, stage: "test.fetch")
    #expect(downloads >= 2 && downloads <= 3)
  }

  @Test func aRateSpacesStarts() throws {
    let shop = try Workshop()
    shop.options.jobs = 4
    shop.options.pools = ["api": Pool(limit: 4, startsPerMinute: 240)]
    let log = EventLog()
    var times: [Double] = []
    log.reaction = { event in
      if case .nodeStarted = event { times.append(Self.now) }
    }
    let summary = try shop.build(log: log) { graph, _ in
      BuildPlan(
        (0..<20).map { number in
          (
            graph.add(CallStage.Parameters("\(number)"), label: "\(number)"),
            shop.path("\(number)")
          )
        })
    }
    #expect(summary.ran == 20)
    // Twelve at once, the other eight at less than four a second.
    let sorted = times.sorted()
    #expect(sorted[19] - sorted[0] > 1.9)
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func aPassingFailureIsTriedAgainByTheSameWorker() throws {
    let shop = try Workshop()
    shop.options.retries = 2
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      let node = graph.act(.refuseTwice, note: shop.path("count"))
      return BuildPlan([
        (node, shop.path("out")), (graph.join("top", [node.text]), shop.path("top")),
        (graph.join("other"), shop.path("other")),
      ])
    }
    #expect(summary.status == .succeeded && summary.ran == 3)
    #expect(log.retries == ["The server is busy.", "The server is busy."])
    let delays = log.events.compactMap {
      if case .nodeRetried(_, _, _, _, let delay) = $0 { delay } else { nil }
    }
    #expect(delays[0] >= 0.375 && delays[0] <= 0.5 && delays[1] >= 0.75 && delays[1] <= 1)
    #expect(summary.seconds >= delays[0] + delays[1])
    // It starts three times, as displays are told.
    #expect(log.started.map(\.label).filter { $0 == "refuseTwice" }.count == 3)
    // The other node did not wait for it.
    let order = log.events.compactMap {
      if case .nodeFinished(let finish) = $0 { finish.label } else { nil }
    }
    #expect(order == ["other", "refuseTwice", "top"])
  }

  @Test func aServersRequestIsHeededAndRetriesEnd() throws {
    let shop = try Workshop()
    shop.options.retries = 1
    let summary = try shop.build { graph, _ in
      BuildPlan([
        (graph.act(.refuseTwice, seconds: 0.8, note: shop.path("count")), shop.path("out"))
      ])
    }
    #expect(summary.status == .failed && summary.seconds >= 0.8)
    #expect(
      summary.failures.map(\.error.message) == ["The server is busy. It was tried 2 times."])
  }

  @Test func nobodyWaitsForADay() throws {
    let shop = try Workshop()
    shop.options.retries = 9
    let summary = try shop.build { graph, _ in
      BuildPlan([
        (graph.act(.refuseTwice, seconds: 86400, note: shop.path("count")), shop.path("out"))
      ])
    }
    #expect(summary.status == .failed && summary.seconds < 10)
    #expect(summary.failures[0].error.message.contains("not waited for 86400 s"))
  }

  @Test func anInterruptEndsAWait() throws {
    let shop = try Workshop()
    shop.options.retries = 3
    let log = EventLog()
    log.reaction = { event in
      if case .nodeRetried = event { shop.interruption.interrupt() }
    }
    let summary = try shop.build(log: log) { graph, _ in
      BuildPlan([
        (graph.act(.refuseTwice, seconds: 600, note: shop.path("count")), shop.path("out"))
      ])
    }
    #expect(summary.status == .interrupted && summary.seconds < 5)
  }

  @Test func aWaitOutlivesACompilation() throws {
    let shop = try Workshop()
    shop.options.retries = 2
    try shop.write("one two", to: "words.txt")
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, known in
      let late = graph.act(.refuseTwice, seconds: 1, note: shop.path("count"))
      let words = graph.add(
        WordsStage.Parameters(), inputs: [.init("part", .file(path: shop.path("words.txt")))],
        label: "words")
      var targets = [(late, shop.path("out"))]
      guard let bytes = try known.inlineResult(of: words, output: "words", in: graph) else {
        return BuildPlan(
          targets: [.init(node: late, output: "text", path: shop.path("out"))], pending: [words])
      }
      for word in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        targets.append((graph.join(String(word)), shop.path(String(word))))
      }
      return BuildPlan(targets)
    }
    #expect(summary.status == .succeeded && summary.ran == 4)
    #expect(log.retries.count == 2 && summary.seconds >= 2)
  }

  private func processes(_ shop: Workshop, count: Int) throws -> Set<String> {
    let summary = try shop.build { graph, _ in
      BuildPlan(
        (0..<count).map { number in
          (
            graph.add(ActStage.Parameters(.leak, note: "\(number)"), label: "\(number)"),
            shop.path("\(number)")
          )
        })
    }
    #expect(summary.ran == count)
    return Set(try (0..<count).map { try shop.read("\($0)") })
  }

  @Test func aWorkerThatLeaksIsReplaced() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    // Nothing else would let it go: two leaks fit, three do not.
    shop.options.workerMemoryLimit = 130 << 20
    #expect(try processes(shop, count: 6).count == 2)
  }

  @Test func aWorkerIsReplacedAfterManyRuns() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    shop.options.workerRunLimit = 2
    #expect(try processes(shop, count: 5).count == 3)
  }

  @Test(arguments: [(Int64(100 << 20), 3), (Int64(4 << 30), 2)])
  func idleWorkersMakeRoomForWhatNeedsTheirMemory(cap: Int64, expected: Int) throws {
    let shop = try Workshop()
    shop.options.jobs = 2
    shop.options.maxMemoryBytes = cap
    // The first four leave two idle workers that hold 96 MiB each; then two more want to start.
    try shop.build { graph, _ in
      var nodes: [NodeID] = []
      for number in 0..<6 {
        let inputs = number < 4 ? [] : nodes[..<4].map { Node.Input("part", $0.text) }
        nodes.append(
          graph.add(
            ActStage.Parameters(.leak, seconds: 0.4, note: "\(number)"), inputs: inputs,
            label: "\(number)"))
      }
      return BuildPlan(nodes.enumerated().map { ($1, shop.path("\($0)")) })
    }
    #expect(Set(try (0..<6).map { try shop.read("\($0)") }).count == expected)
  }
}
