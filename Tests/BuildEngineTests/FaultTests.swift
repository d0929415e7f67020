import ArtifactStore
import BuildEngine
import BuildGraph
import Dispatch
import EngineTestStages
import Glibc
import Testing
import WorkerProtocol

@Suite struct FaultTests {
  /// Many stages read one file while it changes once: that is one change, not many.
  @Test func oneChangeUnderManyReadersIsOneChange() throws {
    let shop = try Workshop()
    shop.options.jobs = 6
    try shop.write("old", to: "a.txt")
    let log = EventLog()
    var starts = 0
    log.reaction = { event in
      guard case .nodeStarted = event else { return }
      starts += 1
      if starts == 6 { try? shop.write("newer", to: "a.txt") }
    }
    let summary = try shop.build(log: log) { graph, _ in
      let parts = (0..<6).map { number in
        graph.add(
          ActStage.Parameters(.sleep, seconds: 0.3, note: "\(number)"),
          inputs: [Node.Input("part", .file(path: shop.path("a.txt")))], label: "\(number)")
      }
      return BuildPlan([(graph.join("top", parts.map(\.text)), shop.path("top.txt"))])
    }
    #expect(summary.status == .succeeded)
    #expect(log.warnings.count == 1)
  }

  /// A stage that fails on a file which changed under it has not failed.
  @Test func aFailureOverAChangedFileIsTriedAgain() throws {
    let shop = try Workshop()
    try shop.write("", to: "note")
    let log = EventLog()
    log.reaction = { event in
      guard case .nodeStarted(let start) = event, start.attempt <= 1 else { return }
      try? shop.write("xx", to: "note")
    }
    let summary = try shop.build(log: log) { graph, _ in
      let node = graph.add(
        // It fails as long as the file holds less than two bytes, and adds one each time.
        ActStage.Parameters(.refuseTwice, note: shop.path("note")),
        inputs: [Node.Input("part", .file(path: shop.path("note")))], label: "refuses")
      return BuildPlan([(node, shop.path("out.txt"))])
    }
    #expect(summary.status == .succeeded)
    #expect(log.warnings.count >= 1)
  }

  /// Two nodes with one key may stand on different nodes, which also have one key.
  @Test func whatIsLostUnderEqualNodesIsMadeAgainForAll() throws {
    let shop = try Workshop()
    try shop.write("same", to: "a.txt")
    try shop.write("same", to: "b.txt")
    func build(_ text: String) throws -> BuildSummary {
      try shop.build { graph, _ in
        let upper = ["a.txt", "b.txt"].map { name in
          let lower = graph.join("lower", [.file(path: shop.path(name))], label: "lower \(name)")
          return graph.join(text, [lower.text], label: "upper \(name)")
        }
        return BuildPlan([(graph.join("top", upper.map(\.text)), shop.path("top.txt"))])
      }
    }
    #expect(try build("upper").ran == 3)
    #expect(unlink(shop.blob("lower[same]")) == 0)
    let summary = try build("changed")
    #expect(summary.status == .succeeded && summary.outputs.count == 1)
    #expect(try shop.read("top.txt") == "top[changed[lower[same]],changed[lower[same]]]")
    // And where nothing but the artifacts is gone.
    for blob in shop.blobs { unlink(blob) }
    unlink(shop.path("top.txt"))
    #expect(try build("changed").outputs.count == 1)
  }

  @Test func equalNodesThatFailNameTheirOwnFiles() throws {
    let shop = try Workshop()
    shop.options.keepGoing = true
    for name in ["first.txt", "second.txt"] { try shop.write("same", to: name) }
    let summary = try shop.build { graph, _ in
      BuildPlan(
        ["first.txt", "second.txt"].map { name in
          let node = graph.add(
            ActStage.Parameters(.refuse),
            inputs: [Node.Input("part", .file(path: shop.path(name)))], label: name)
          return (node, shop.path("out-\(name)"))
        })
    }
    #expect(summary.failures.count == 2)
    for failure in summary.failures {
      #expect(failure.error.message.contains(shop.path(failure.label)), "\(failure)")
    }
  }

  /// All that read a damaged artifact fail at once; it is made again once, and none of them has
  /// failed.
  @Test func damageUnderManyReadersIsMendedForAll() throws {
    let shop = try Workshop()
    shop.options.jobs = 6
    func build(_ text: String, log: EventLog = EventLog()) throws -> BuildSummary {
      try shop.build(log: log) { graph, _ in
        let lower = graph.add(
          ActStage.Parameters(.sleep, seconds: 0.3), inputs: [], label: "lower")
        let upper = (0..<6).map { number in
          graph.join("\(text)\(number)", [.output(of: lower, name: "text")], label: "\(number)")
        }
        return BuildPlan([(graph.join("top", upper.map(\.text)), shop.path("top.txt"))])
      }
    }
    #expect(try build("a").status == .succeeded)
    for blob in shop.blobs {
      let file = try #require(fopen(blob, "r+"))
      fputs("?", file)
      fclose(file)
    }
    let log = EventLog()
    let summary = try build("b", log: log)
    #expect(summary.status == .succeeded && summary.ran == 8, "\(summary.failures)")
    #expect(!log.warnings.isEmpty)
  }

  private func single(_ shop: Workshop, _ act: ActStage.Act, seconds: Double = 0)
    -> BuildEngine.Compile
  {
    { graph, _ in
      let node = graph.act(act, seconds: seconds, note: shop.path("note"))
      return BuildPlan([(node, shop.path("out.txt"))])
    }
  }

  @Test func aCrashCostsOneAttempt() throws {
    let shop = try Workshop()
    let log = EventLog()
    let summary = try shop.build(log: log, single(shop, .crashOnce))
    #expect(summary.status == .succeeded && summary.ran == 1)
    #expect(log.retries.count == 1 && log.retries[0].contains("signal 9"))
  }

  @Test func aSecondCrashFailsTheNode() throws {
    let shop = try Workshop()
    let log = EventLog()
    let summary = try shop.build(log: log, single(shop, .crash))
    #expect(summary.status == .failed && summary.failed == 1 && summary.exitStatus == 1)
    let error = try #require(summary.failures.first?.error)
    #expect(error.code == "worker-crashed" && error.message.contains("signal 9"))
    #expect(error.detail?.contains("about to crash") == true)
    #expect(log.retries.count == 1)
    #expect(access(shop.path("out.txt"), F_OK) != 0)
  }

  @Test func aRefusalIsNotTriedAgain() throws {
    let shop = try Workshop()
    let log = EventLog()
    let summary = try shop.build(log: log, single(shop, .refuse))
    #expect(summary.failures.first?.error.code == "invalid-media")
    #expect(summary.failures.first?.error.detail == "at byte 7")
    #expect(log.retries.isEmpty)
  }

  @Test func aForgottenOutputFailsTheNode() throws {
    let shop = try Workshop()
    let summary = try shop.build(single(shop, .forget))
    #expect(summary.failures.first?.error.message.contains("text") == true)
  }

  @Test func aHungWorkerIsReplaced() throws {
    let shop = try Workshop()
    shop.options.heartbeatLimit = 2
    shop.options.retries = 0
    let summary = try shop.build(single(shop, .hang))
    #expect(summary.failures.first?.error.code == "worker-hung")
    #expect(summary.seconds < 6)
  }

  @Test func aSlowStageRunsOutOfTime() throws {
    let shop = try Workshop()
    shop.options.timeout = 0.3
    let log = EventLog()
    let summary = try shop.build(log: log, single(shop, .sleepDeaf, seconds: 20))
    #expect(summary.failures.first?.error.code == "timeout")
    #expect(log.retries.count == 1 && summary.seconds < 5)
  }

  @Test func printingDisturbsNothing() throws {
    let shop = try Workshop()
    #expect(try shop.build(single(shop, .print)).status == .succeeded)
    #expect(try shop.read("out.txt") == "print")
  }

  @Test func workersHaveNoFileOfTheStoreOpen() throws {
    let shop = try Workshop()
    try shop.build { graph, _ in
      BuildPlan([(graph.act(.listOpenFiles, note: shop.folder), shop.path("out.txt"))])
    }
    #expect(try shop.read("out.txt") == "listOpenFiles")
  }

  @Test func measuresMemory() throws {
    let shop = try Workshop()
    let log = EventLog()
    try shop.build(log: log, single(shop, .allocate))
    let peaks: [Int64] = log.events.compactMap {
      if case .nodeFinished(let finish) = $0 { finish.peakMemory } else { nil }
    }
    #expect(peaks.count == 1 && peaks[0] > 64 << 20 && peaks[0] < 512 << 20)
  }

  @Test func aWorkerThatCannotStartIsReported() throws {
    let shop = try Workshop()
    shop.options.workerCommand = ["/nonexistent/worker"]
    let error = #expect(throws: EngineError.self) { try shop.build(single(shop, .behave)) }
    #expect(error?.code == .workerUnavailable && error?.message.contains("/nonexistent") == true)
    shop.options.workerCommand = ["/bin/false"]
    let second = #expect(throws: EngineError.self) { try shop.build(single(shop, .behave)) }
    #expect(second?.message.contains("status 1") == true)
  }

  @Test func withoutKeepGoingNothingNewIsStarted() throws {
    let shop = try Workshop()
    shop.options.jobs = 1
    let compile: BuildEngine.Compile = { graph, _ in
      let bad = graph.act(.refuse)
      let other = graph.join("other")
      let top = graph.join("top", [bad.text])
      return BuildPlan([
        (bad, shop.path("bad.txt")), (top, shop.path("top.txt")),
        (other, shop.path("other.txt")),
      ])
    }
    let summary = try shop.build(compile)
    #expect(summary.status == .failed && summary.failed == 1 && summary.ran == 0)
    shop.options.keepGoing = true
    let second = try shop.build(compile)
    #expect(second.status == .failed && second.failed == 1 && second.ran == 1)
    #expect(second.outputs.map(\.path) == [shop.path("other.txt")])
    #expect(try shop.read("other.txt") == "other[]")
    #expect(second.stages == 3)
  }

  @Test func anInterruptStopsWorkers() throws {
    let shop = try Workshop()
    let log = EventLog()
    log.reaction = { event in
      if case .nodeProgress = event { shop.interruption.interrupt() }
    }
    let summary = try shop.build(log: log, single(shop, .sleep, seconds: 20))
    #expect(summary.status == .interrupted && summary.exitStatus == 130)
    #expect(summary.seconds < 2 && summary.failures.isEmpty)
    #expect(Workshop.entries("\(shop.storePath)/tmp").isEmpty)
  }

  @Test func aDeafStageIsKilledAfterAnInterrupt() throws {
    let shop = try Workshop()
    shop.options.graceSeconds = 0.3
    let log = EventLog()
    log.reaction = { event in
      if case .nodeStarted = event { shop.interruption.interrupt() }
    }
    let summary = try shop.build(log: log, single(shop, .sleepDeaf, seconds: 20))
    #expect(summary.status == .interrupted && summary.seconds < 3)
  }

  @Test func anInterruptDoesNotWaitForAWorkerThatNeverGetsReady() throws {
    let shop = try Workshop()
    shop.options.graceSeconds = 0.2
    shop.options.workerCommand = ["/bin/sleep", "60"]
    let interruption = shop.interruption
    // Not a task: the threads of tasks are busy with tests.
    DispatchQueue.global().async {
      usleep(300_000)
      interruption.interrupt()
    }
    // Its stage names no library, so that no worker is started before the loop.
    let summary = try shop.build(single(shop, .behave))
    #expect(summary.status == .interrupted && summary.ran == 0 && summary.seconds < 3)
  }

  @Test func aSecondInterruptKillsAtOnce() throws {
    let shop = try Workshop()
    shop.options.graceSeconds = 60
    let log = EventLog()
    log.reaction = { event in
      if case .nodeStarted = event {
        shop.interruption.interrupt()
        shop.interruption.interrupt()
      }
    }
    let summary = try shop.build(log: log, single(shop, .sleepDeaf, seconds: 20))
    #expect(summary.status == .interrupted && summary.seconds < 3)
  }

  /// The size tells nothing here, and the stage that reads it would not complain.
  @Test func anArtifactWhoseBytesChangedIsMadeAgainBeforeAStageReadsIt() throws {
    let shop = try Workshop()
    func compile(_ text: String) -> BuildEngine.Compile {
      { graph, _ in
        let inner = graph.join("inner")
        let outer = graph.join(text, [inner.text, graph.join("other").text])
        return BuildPlan([(outer, shop.path("out.txt"))])
      }
    }
    try shop.build(compile("one"))
    let blob = shop.blob("inner[]")
    #expect(chmod(blob, 0o644) == 0)
    try TestFiles.write("INNER[]", blob)
    let log = EventLog()
    let summary = try shop.build(log: log, compile("two"))
    #expect(summary.status == .succeeded && summary.ran == 2)
    #expect(log.warnings.count == 1 && log.warnings[0].contains("inner"))
    #expect(try shop.read("out.txt") == "two[inner[],other[]]")
    #expect(try TestFiles.read(blob) == "inner[]")
  }

  @Test func aDamagedIndexCostsTimeOnly() throws {
    let shop = try Workshop()
    try shop.build(single(shop, .behave))
    #expect(truncate("\(shop.storePath)/index/data.mdb", 5000) == 0)
    let log = EventLog()
    let summary = try shop.build(log: log, single(shop, .behave))
    #expect(summary.status == .succeeded && summary.ran == 1)
    #expect(log.warnings.count == 1 && log.warnings[0].contains("index.damaged"))
    #expect(try shop.build(single(shop, .behave)).ran == 0)
  }

  @Test(.enabled(if: getuid() == 0, "a small file system can be mounted by root only"))
  func aFullDiskEndsTheBuildAndTheNextOneIsRight() throws {
    let shop = try Workshop()
    mkdir(shop.storePath, 0o755)
    // A container's root may lack the right to mount.
    guard mount("tmpfs", shop.storePath, "tmpfs", 0, "size=3m") == 0 else { return }
    defer { umount2(shop.storePath, Int32(MNT_DETACH)) }
    let text = String(repeating: "x", count: 6 << 20)
    let summary = try shop.build { graph, _ in
      BuildPlan([(graph.join("small"), shop.path("small")), (graph.join(text), shop.path("out"))])
    }
    #expect(summary.status == .failed && summary.exitStatus == 3)
    #expect(summary.failures.first?.error.code == "no-space")
    #expect(access(shop.path("out"), F_OK) != 0)
    #expect(
      try shop.build { graph, _ in
        BuildPlan([(graph.join("small"), shop.path("small"))])
      }.status == .succeeded)
  }

  @Test func anUnplaceableOutputFailsByItself() throws {
    let shop = try Workshop()
    try shop.write("in the way", to: "file")
    shop.options.keepGoing = true
    let summary = try shop.build { graph, _ in
      BuildPlan([
        (graph.join("a"), shop.path("file/a.txt")), (graph.join("b"), shop.path("b.txt")),
      ])
    }
    #expect(summary.status == .failed && summary.exitStatus == 3 && summary.failed == 0)
    #expect(summary.failures.first?.label == shop.path("file/a.txt"))
    #expect(try shop.read("b.txt") == "b[]")
  }
}
