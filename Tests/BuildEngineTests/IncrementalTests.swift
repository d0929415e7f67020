import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing
import WorkerProtocol

@Suite struct IncrementalTests {
  /// a.txt -> left, right -> top
  private func diamond(_ shop: Workshop) -> BuildEngine.Compile {
    { graph, _ in
      let left = graph.join("left", [.file(path: shop.path("a.txt"))])
      let right = graph.remainder([.file(path: shop.path("a.txt"))], label: "right")
      let top = graph.join("top", [left.text, right.text])
      return BuildPlan([(top, shop.path("out/top.txt"))])
    }
  }

  @Test func buildsThenDoesNothing() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    let first = try shop.build(diamond(shop))
    #expect(first.status == .succeeded)
    #expect(first.ran == 3 && first.cached == 0 && first.stages == 3)
    #expect(try shop.read("out/top.txt") == "top[left[abcd],1]")
    #expect(first.outputs.map(\.isUpToDate) == [false])
    let log = EventLog()
    let second = try shop.build(log: log, diamond(shop))
    #expect(second.ran == 0 && second.cached == 3 && second.exitStatus == 0)
    #expect(second.outputs.map(\.isUpToDate) == [true])
    #expect(log.started.isEmpty)
  }

  @Test func stopsWhereAnEditChangesNothing() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    let compile: BuildEngine.Compile = { graph, _ in
      let low = graph.remainder([.file(path: shop.path("a.txt"))], label: "low")
      let middle = graph.join("middle", [low.text])
      let top = graph.join("top", [middle.text])
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    try shop.build(compile)
    try shop.write("efghijk", to: "a.txt")
    let summary = try shop.build(compile)
    #expect(summary.ran == 1 && summary.cached == 2)
  }

  @Test func deliversADeletedOrChangedOutputAgain() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.build(diamond(shop))
    unlink(shop.path("out/top.txt"))
    let summary = try shop.build(diamond(shop))
    #expect(summary.ran == 0 && summary.outputs.map(\.isUpToDate) == [false])
    #expect(try shop.read("out/top.txt") == "top[left[abcd],1]")
    try shop.write("top[left[xxxx],1]", to: "out/top.txt")
    try shop.build(diamond(shop))
    #expect(try shop.read("out/top.txt") == "top[left[abcd],1]")
    // Through no link can an editor write into the store.
    var status = stat()
    #expect(stat(shop.path("out/top.txt"), &status) == 0 && status.st_nlink == 1)
  }

  @Test func doesNotRebuildALostIntermediateThatNobodyReads() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.build(diamond(shop))
    #expect(unlink(shop.blob("left[abcd]")) == 0)
    #expect(try shop.build(diamond(shop)).ran == 0)
  }

  @Test func rebuildsALostIntermediateThatIsRead() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.build(diamond(shop))
    #expect(truncate(shop.blob("left[abcd]"), 3) == 0)
    unlink(shop.blob("top[left[abcd],1]"))
    unlink(shop.path("out/top.txt"))
    let log = EventLog()
    let summary = try shop.build(log: log, diamond(shop))
    #expect(summary.ran == 2 && summary.cached == 1)
    #expect(try shop.read("out/top.txt") == "top[left[abcd],1]")
    #expect(
      log.started.map(\.reason) == [.outputMissing(["text"]), .outputMissing(["text"])])
  }

  @Test func keysConsumersAnewWhenARebuildGivesSomethingElse() throws {
    let shop = try Workshop()
    let compile: BuildEngine.Compile = { graph, _ in
      let low = graph.act(.vary, note: shop.path("note"))
      let top = graph.join("top", [low.text])
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    try shop.build(compile)
    #expect(try shop.read("top.txt") == "top[vary0]")
    for blob in shop.blobs { unlink(blob) }
    unlink(shop.path("top.txt"))
    #expect(try shop.build(compile).status == .succeeded)
    #expect(try shop.read("top.txt") == "top[vary1]")
    #expect(try shop.build(compile).ran == 0)
  }

  @Test func runsEqualKeysOnce() throws {
    let shop = try Workshop()
    try shop.write("same", to: "a.txt")
    try shop.write("same", to: "b.txt")
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      let a = graph.join("x", [.file(path: shop.path("a.txt"))], label: "a")
      let b = graph.join("x", [.file(path: shop.path("b.txt"))], label: "b")
      let top = graph.join("top", [a.text, b.text])
      return BuildPlan([(top, shop.path("top.txt"))])
    }
    #expect(summary.ran == 2 && summary.cached == 1 && log.started.count == 2)
    #expect(try shop.read("top.txt") == "top[x[same],x[same]]")
  }

  @Test func readsNothingFromTheStoreWithoutCaching() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.build(diamond(shop))
    shop.options.readCache = false
    let log = EventLog()
    #expect(try shop.build(log: log, diamond(shop)).ran == 3)
    #expect(log.started.allSatisfy { $0.reason == .cachingDisabled })
    shop.options.readCache = true
    #expect(try shop.build(diamond(shop)).ran == 0)
  }

  @Test func keysFollowTheWorkersLibraries() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.write("witness", to: "library.so")
    usleep(20_000)
    let command = [Workshop.worker, shop.path("library.so")]
    shop.options.workerCommand = ["/usr/bin/env", "TEST_JOINER_VERSION=1"] + command
    #expect(try shop.build(diamond(shop)).ran == 3)
    #expect(try shop.build(diamond(shop)).ran == 0)
    // Another version: what the library makes is made again, what it does not is not.
    shop.options.workerCommand = ["/usr/bin/env", "TEST_JOINER_VERSION=2"] + command
    #expect(try shop.build(diamond(shop)).ran == 2)
    // No worker is started as long as the witnesses stay what they are.
    shop.options.workerCommand = ["/usr/bin/env", "TEST_JOINER_VERSION=1"] + command
    #expect(try shop.build(diamond(shop)).ran == 0)
  }

  @Test func aWorkerIsAskedForItsLibrariesOnlyWhereItsFilesChanged() throws {
    let shop = try Workshop()
    try shop.write("witness", to: "library.so")
    try shop.write("", to: "library.so.asked")
    shop.options.workerCommand = [Workshop.worker, shop.path("library.so")]
    shop.options.jobs = 1
    var asked: [Int] = []
    for round in 0..<4 {
      // The third time, a library is another file.
      if round == 2 { try shop.write("other", to: "library.so") }
      usleep(20_000)
      try shop.write("round \(round)", to: "a.txt")
      #expect(try shop.build(diamond(shop)).ran == 3)
      asked.append(try shop.read("library.so.asked").utf8.count)
    }
    #expect(asked == [1, 1, 2, 2])
  }

  @Test func aWorkerThatHasChangedUnseenEndsTheBuildOnce() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    try shop.write("1", to: "version")
    // A script hides from the witnesses what it reads.
    try shop.write(
      "#!/bin/sh\nTEST_JOINER_VERSION=$(cat \(shop.path("version"))) exec \(Workshop.worker)\n",
      to: "worker.sh")
    chmod(shop.path("worker.sh"), 0o755)
    usleep(20_000)
    shop.options.workerCommand = [shop.path("worker.sh")]
    #expect(try shop.build(diamond(shop)).ran == 3)
    try shop.write("2", to: "version")
    try shop.write("efgh1", to: "a.txt")
    let error = #expect(throws: EngineError.self) { try shop.build(diamond(shop)) }
    #expect(error?.code == .toolchainChanged)
    #expect(try shop.build(diamond(shop)).ran == 3)
  }

  @Test func neverMixesTwoContentsOfAFile() throws {
    let shop = try Workshop()
    try shop.write("old", to: "a.txt")
    usleep(20_000)
    let log = EventLog()
    var first: NodeID?
    var hasWaited = false
    log.reaction = { event in
      guard case .nodeProgress(let node, let fraction) = event, log.started.count == 2
      else { return }
      // Both readers answer before the engine looks at either.
      if !hasWaited { usleep(1_000_000) }
      hasWaited = true
      guard fraction > 0.5 else { return }
      // The second one tells of its progress when the first one's answer has been found good.
      if let first, first != node { try? shop.write("new", to: "a.txt") }
      first = first ?? node
    }
    let summary = try shop.build(log: log) { graph, _ in
      let readers = ["left", "right"].map { name in
        graph.add(
          ActStage.Parameters(.sleep, seconds: 0.5, note: name),
          inputs: [Node.Input("part", .file(path: shop.path("a.txt")))], label: name)
      }
      return BuildPlan(readers.map { ($0, shop.path("\($0.index).txt")) })
    }
    #expect(summary.status == .succeeded && log.warnings.count == 1)
    let labels = log.started.map(\.label).sorted()
    #expect(labels == ["left", "left", "right", "right"])
  }

  @Test func rebuildsWhenAnInputChangesWhileItIsRead() throws {
    let shop = try Workshop()
    try shop.write("abcd", to: "a.txt")
    usleep(20_000)
    let log = EventLog()
    let summary = try shop.build(log: log) { graph, _ in
      let node = graph.add(
        ActStage.Parameters(.touchInput, note: shop.path("a.txt")),
        inputs: [Node.Input("part", .file(path: shop.path("a.txt")))], label: "touch")
      return BuildPlan([(node, shop.path("out.txt"))])
    }
    // It changes its own input every time, so there is no end to it.
    #expect(summary.status == .failed && summary.exitStatus == 1)
    #expect(summary.failures.first?.error.code == "file-changed")
    #expect(log.warnings.count == 3)
    #expect(shop.blobs.isEmpty)
  }

  @Test func reportsAMissingSourceFile() throws {
    let shop = try Workshop()
    let summary = try shop.build(diamond(shop))
    #expect(summary.status == .failed && summary.ran == 0)
    #expect(summary.failures.first?.error.message.contains("a.txt") == true)
    try shop.write("abcd", to: "a.txt")
    #expect(try shop.build(diamond(shop)).status == .succeeded)
  }
}
