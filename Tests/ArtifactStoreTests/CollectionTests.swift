import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct CollectionTests {
  private let day: Int64 = 86_400

  /// Publishes a text of that many bytes and records a result that names it.
  @discardableResult
  private func add(
    _ name: String, bytes: Int, seconds: Double, days: Int64 = 0, text: String? = nil,
    inline: Bool = false, in store: ArtifactStore
  ) throws -> KeyText {
    let content = String((text ?? name + "-").prefix(bytes)).padded(to: bytes)
    try store.add(content)
    var made = result(content, inline: inline)
    made.wallSeconds = seconds
    made.lastUsed -= days * day
    let text = key([("name", name)])
    try store.record([ActionRecord(key: text, result: made)])
    return text
  }

  /// Which of them have a result with all its artifacts.
  private func present(_ store: ArtifactStore, _ texts: KeyText...) throws -> [Bool] {
    try texts.map { try store.lookup($0.digest) != nil }
  }

  @Test func whatIsQuickToMakeAgainForItsSizeGoesFirst() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let large = try add("large", bytes: 50_000, seconds: 10, in: store)
    let slow = try add("slow", bytes: 40_000, seconds: 40, in: store)
    let small = try add("small", bytes: 1000, seconds: 8, in: store)
    let paid = try add("paid", bytes: 300, seconds: 0.5, inline: true, in: store)
    let summary = try #require(try store.collect(CollectionRequest(maxBytes: 45_000)))
    #expect(summary.artifacts == 1 && summary.bytes == 50_000 && summary.results == 1)
    #expect(summary.remainingBytes == 41_300 && summary.remainingArtifacts == 3)
    #expect(try present(store, large, slow, small, paid) == [false, true, true, true])
    // Even far below: what is tiny goes after what is large.
    _ = try store.collect(CollectionRequest(maxBytes: 2000))
    #expect(try present(store, slow, small, paid) == [false, true, true])
    #expect(try store.keyText(of: large.digest) == nil)
    #expect(try store.verify(repairing: false).isSound)
  }

  @Test func daysWithoutUseMakeWorthless() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let old = try add("old", bytes: 1000, seconds: 20, days: 30, in: store)
    let new = try add("new", bytes: 1000, seconds: 10, in: store)
    _ = try store.collect(CollectionRequest(maxBytes: 1000))
    #expect(try present(store, old, new) == [false, true])
  }

  @Test func anArtifactLivesAsLongAsAResultNamesIt() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let first = try add("first", bytes: 900, seconds: 1, days: 40, text: "shared", in: store)
    let second = try add("second", bytes: 900, seconds: 1, text: "shared", in: store)
    var summary = try #require(
      try store.collect(CollectionRequest(unusedSince: ArtifactStore.today - 10 * day)))
    #expect(summary.results == 1 && summary.artifacts == 0)
    #expect(try present(store, first, second) == [false, true])
    summary = try #require(try store.collect(CollectionRequest(maxBytes: 0)))
    #expect(summary.artifacts == 1 && summary.remainingBytes == 0)
    // Two that share all their bytes do not protect each other.
    try add("third", bytes: 900, seconds: 1, text: "shared", in: store)
    try add("fourth", bytes: 900, seconds: 2, text: "shared", in: store)
    #expect(try #require(try store.collect(CollectionRequest(maxBytes: 0))).results == 2)
  }

  @Test func aDayOfUseCountsWhole() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let today = try add("today", bytes: 10, seconds: 1, in: store)
    let older = try add("older", bytes: 10, seconds: 1, days: 3, in: store)
    let summary = try store.collect(CollectionRequest(unusedSince: Int64(time(nil))))
    #expect(summary?.results == 1)
    #expect(try present(store, today, older) == [true, false])
  }

  @Test func whatIsKeptStaysWhateverItTakes() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let kept = try add("kept", bytes: 5000, seconds: 0, days: 90, in: store)
    let other = try add("other", bytes: 10, seconds: 100, in: store)
    let summary = try #require(
      try store.collect(
        CollectionRequest(
          maxBytes: 100, unusedSince: ArtifactStore.today, kept: [kept.digest])))
    #expect(summary.keptBytes == 5000 && summary.remainingBytes == 5000)
    #expect(try present(store, kept, other) == [true, false])
  }

  @Test func aDryRunDeletesNothingAndSaysTheSame() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    for number in 0..<20 {
      try add("n\(number)", bytes: 100 + number, seconds: Double(number), in: store)
    }
    try store.add("nobody's")
    let request = CollectionRequest(maxBytes: 1000)
    var dry = request
    dry.isDryRun = true
    let planned = try #require(try store.collect(dry))
    #expect(try store.statistics().blobs == 21)
    var done = try #require(try store.collect(request))
    done.historyRecords = 0
    #expect(planned == done)
    #expect(try store.statistics().blobs == 21 - done.artifacts)
    #expect(done.remainingBytes <= 1000)
  }

  @Test func waitsForOthersOrGivesUp() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("nobody's")
    // Another process that builds.
    let other = open("\(store.path)/lock", O_RDWR)
    defer { close(other) }
    #expect(flock(other, LOCK_SH) == 0)
    var waits = 0
    #expect(try store.collect(CollectionRequest(maxBytes: 0), wait: 0.2) { waits += 1 } == nil)
    #expect(waits == 1)
    #expect(store.hasBlob(digest("nobody's"), size: 8))
    #expect(
      try store.collectAutomatically(limit: 1, keeping: [], seconds: 2) == nil)
    flock(other, LOCK_UN)
    #expect(try store.collect(CollectionRequest(maxBytes: 0))?.artifacts == 1)
    // The store is shared again.
    #expect(flock(other, LOCK_EX | LOCK_NB) != 0)
    #expect(flock(other, LOCK_SH | LOCK_NB) == 0)
  }

  @Test func automaticallyOnlyAboveTheLimitAndThenBelowIt() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    for number in 0..<10 { try add("n\(number)", bytes: 100, seconds: 1, in: store) }
    #expect(try store.collectAutomatically(limit: 1000, keeping: [], seconds: 2) == nil)
    let summary = try store.collectAutomatically(limit: 990, keeping: [], seconds: 2)
    #expect(summary?.remainingBytes == 800)
    // Without time nothing is deleted, and that is said.
    let hasty = try #require(try store.collectAutomatically(limit: 700, keeping: [], seconds: 0))
    #expect(hasty.isCutShort && hasty.remainingBytes == 800)
  }

  @Test func historyGoesWithItsResults() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let old = try add("old", bytes: 10, seconds: 1, days: 100, in: store)
    let kept = try add("new", bytes: 10, seconds: 1, in: store)
    let witness = scratch.path("witness")
    scratch.write("w", to: witness)
    try store.notePastKey(old.digest, project: "p", label: "gone", time: 1)
    try store.notePastKey(old.digest, project: "p", label: "changed", time: 1)
    try store.flush()
    try store.notePastKey(kept.digest, project: "p", label: "changed", time: 2)
    let new = digest("new-".padded(to: 10))
    let stamp = try #require(try store.deliver(new, size: 10, to: scratch.path("film")))
    store.noteDeliveries([(scratch.path("film"), new, stamp)])
    usleep(20_000)
    store.setMemo("memo", [1], witnesses: [witness])
    try store.flush()
    unlink(witness)
    unlink(scratch.path("film"))
    let request = CollectionRequest(unusedSince: ArtifactStore.today - day)
    let summary = try #require(try store.collect(request))
    // The label that has nothing any more, the memo and the delivery; not the text of the key
    // that the other label once had.
    #expect(summary.historyRecords == 3)
    #expect(try store.pastKeys(project: "p", label: "gone").isEmpty)
    #expect(try store.pastKeys(project: "p", label: "changed").count == 2)
    #expect(try store.keyText(of: old.digest) != nil)
    #expect(try store.collect(request)?.historyRecords == 0)
  }

  @Test func theIndexShrinks() throws {
    let scratch = try Scratch()
    let texts = (0..<4000).map {
      key([("n", "\($0)"), ("filling", String(repeating: "x", count: 800))])
    }
    var old = result("tiny", inline: true)
    old.lastUsed = 0
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.record(texts.map { ActionRecord(key: $0, result: old) })
      let kept = try add("kept", bytes: 10, seconds: 1, in: store)
      let before = try store.statistics().indexBytes
      let summary = try #require(
        try store.collect(CollectionRequest(unusedSince: ArtifactStore.today)))
      #expect(summary.results == 4000 && summary.indexBytes > 3_000_000)
      let after = try store.statistics()
      #expect(after.indexBytes < before / 2 && after.actions == 1)
      #expect(try present(store, kept) == [true])
      // It goes on working.
      try store.record([ActionRecord(key: texts[0], result: old)])
      #expect(Set(folderEntries(store.path)).isDisjoint(with: ["index.new", "index.old"]))
    }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(store.damagedIndex == nil)
    #expect(try store.statistics().actions == 2)
  }

  @Test func deletedInTheMiddleTheStoreIsSound() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let texts = try (0..<5).map { try add("n\($0)", bytes: 100, seconds: 1, in: store) }
    // What a kill between index and disk leaves.
    try store.indexed { () throws(Index.Failure) in
      try store.index.apply([
        .init(table: .actions, key: Array(texts[2].digest), value: nil)
      ])
    }
    let report = try store.verify(repairing: false)
    #expect(report.isSound && report.findings.isEmpty && report.artifacts == 5)
    #expect(try store.collect(CollectionRequest(maxBytes: 1 << 30))?.artifacts == 1)
  }

  @Test func theOrderIsThatOfThePlanWithManyResults() {
    var inventory = Inventory()
    var scores: [Double] = []
    for number in 0..<500 {
      let name = digest("\(number)")
      let (size, seconds) = (Int64(1 + number * 7919 % 1009), Double(number * 104_729 % 613))
      inventory.add(blob: name, path: "", size: size)
      var made = result("")
      made.outputs = [.init(name: "o", digest: name, size: size)]
      made.wallSeconds = seconds
      inventory.add(made, key: name)
      scores.append(seconds / Double(size))
    }
    let plan = CollectionPlan(
      inventory, CollectionRequest(maxBytes: 1000), now: ArtifactStore.today)
    let order = plan.steps.map { scores[$0.record] }
    #expect(order.count > 300 && order == order.sorted())
    let left = Set(0..<500).subtracting(plan.steps.map(\.record))
    #expect(left.allSatisfy { scores[$0] >= (order.last ?? 0) })
    #expect(plan.remainingBytes <= 1000)
  }
}

extension String {
  fileprivate func padded(to count: Int) -> String {
    self + String(repeating: ".", count: max(count - self.count, 0))
  }
}
