import ArtifactStore
import BuildEngine
import BuildGraph
import EngineTestStages
import Glibc
import Testing

/// Artifacts that go while or after a build runs.
@Suite struct CollectionTests {
  private func chain(_ shop: Workshop, _ name: String) -> BuildEngine.Compile {
    { graph, _ in
      let first = graph.join(name + String(repeating: ".", count: 2000))
      let second = graph.join("2", [first.text], label: "second")
      return BuildPlan([(second, shop.path("out.txt"))])
    }
  }

  /// What the first node of a chain makes.
  private static func first(_ name: String) -> String {
    name + String(repeating: ".", count: 2000) + "[]"
  }

  private func collected(_ log: EventLog) -> [CollectionSummary] {
    log.events.compactMap { if case .collected(let summary) = $0 { summary } else { nil } }
  }

  @Test func aBuildBringsTheStoreBackUnderItsLimit() throws {
    let shop = try Workshop()
    for name in ["a", "b", "c"] { try shop.build(chain(shop, name)) }
    #expect(shop.blobs.count == 6)
    shop.options.storeSizeBytes = 9000
    let log = EventLog()
    try shop.build(log: log, chain(shop, "d"))
    let summary = try #require(collected(log).first)
    #expect(summary.remainingBytes <= 8100 && summary.artifacts >= 4)
    #expect(shop.blobs.count == 8 - summary.artifacts)
    #expect(log.warnings.isEmpty)
    // What this build needed is there.
    let again = try shop.build(chain(shop, "d"))
    #expect(again.ran == 0 && again.cached == 2)
    // A build that makes nothing deletes nothing, and what was deleted can be made again.
    shop.options.storeSizeBytes = nil
    #expect(try shop.build(chain(shop, "a")).status == .succeeded)
    #expect(try shop.read("out.txt") == "2[\(Self.first("a"))]")
    let report = try shop.withEngine { try $0.store.verify(repairing: false) }
    #expect(report.findings.isEmpty)
  }

  @Test func aBuildThatNeedsMoreThanTheLimitKeepsItAll() throws {
    let shop = try Workshop()
    try shop.build(chain(shop, "old"))
    shop.options.storeSizeBytes = 1000
    let log = EventLog()
    try shop.build(log: log, chain(shop, "new"))
    #expect(collected(log).first?.remainingBytes == collected(log).first?.keptBytes)
    #expect(log.warnings.count == 1 && log.warnings[0].contains("all of it is kept"))
    #expect(try shop.build(chain(shop, "new")).ran == 0)
  }

  @Test func whileAnotherProcessHasTheStoreNothingIsDeleted() throws {
    let shop = try Workshop()
    try shop.build(chain(shop, "old"))
    let other = open("\(shop.storePath)/lock", O_RDWR)
    defer { close(other) }
    #expect(flock(other, LOCK_SH) == 0)
    shop.options.storeSizeBytes = 1000
    let log = EventLog()
    try shop.build(log: log, chain(shop, "new"))
    #expect(collected(log).isEmpty && shop.blobs.count == 4)
  }

  @Test func theNeededKeysAreThoseOfAllNodes() throws {
    let shop = try Workshop()
    try shop.build(chain(shop, "a"))
    try shop.withEngine { engine in
      let keys = try engine.neededKeys(compile: chain(shop, "a"))
      #expect(keys.count == 2)
      for key in keys { #expect(try engine.store.lookup(key) != nil) }
    }
  }

  @Test func anInputThatVanishesBeforeItIsReadIsMadeAgain() throws {
    let shop = try Workshop()
    let log = EventLog()
    var wasThere = false
    log.reaction = { event in
      // Between the engine's look at the artifact and the worker's.
      guard case .nodeStarted(let start) = event, start.label == "second" else { return }
      wasThere = unlink(shop.blob(Self.first("a"))) == 0
    }
    let summary = try shop.build(log: log, chain(shop, "a"))
    #expect(summary.status == .succeeded && wasThere)
    #expect(try shop.read("out.txt") == "2[\(Self.first("a"))]")
  }

  @Test func aBuildGoesOnWhenTheIndexIsDamagedUnderIt() throws {
    let shop = try Workshop()
    try shop.build(chain(shop, "a"))
    let log = EventLog()
    log.reaction = { event in
      guard case .started = event else { return }
      let file = open("\(shop.storePath)/index/data.mdb", O_RDWR)
      let noise = [UInt8](repeating: 0x5A, count: 4096)
      for page in 2..<12 { pwrite(file, noise, noise.count, off_t(4096 * page)) }
      close(file)
    }
    let summary = try shop.build(log: log, chain(shop, "b"))
    #expect(summary.status == .succeeded)
    #expect(log.warnings.contains { $0.contains("index was damaged") })
    #expect(try shop.build(chain(shop, "b")).ran == 0)
  }
}
