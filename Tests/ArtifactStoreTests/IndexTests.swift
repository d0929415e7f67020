import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct IndexTests {
  @Test func resultsSurviveTheirEncoding() throws {
    for original in [result(), result("a", "b"), result("small", inline: true)] {
      let bytes = original.encoded
      #expect(bytes.withUnsafeBytes { ActionResult(decoding: $0) } == original)
      // Cut anywhere but between two outputs, it is no record.
      for count in 0..<bytes.count {
        let cut = bytes[..<count].withUnsafeBytes { ActionResult(decoding: $0) }
        #expect(cut == nil || original.outputs.starts(with: cut?.outputs ?? []))
      }
    }
  }

  @Test func aChangedInlineContentIsNoResult() {
    var bytes = result("small", inline: true).encoded
    bytes[bytes.count - 1] ^= 1
    #expect(bytes.withUnsafeBytes { ActionResult(decoding: $0) } == nil)
  }

  @Test func aResultWithoutItsArtifactsIsAMiss() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let text = key([("a", "1")])
    try store.record([ActionRecord(key: text, result: result("blob"))])
    #expect(try store.result(for: text.digest) != nil)
    #expect(try store.lookup(text.digest) == nil)
    try store.add("blob")
    #expect(try store.lookup(text.digest) == result("blob"))
    let inline = key([("a", "2")])
    try store.record([ActionRecord(key: inline, result: result("tiny", inline: true))])
    #expect(try store.lookup(inline.digest)?.output("out0")?.inline == Array("tiny".utf8))
  }

  @Test func whoWritesOrEntersHoldsAFileLock() async throws {
    let scratch = try Scratch()
    let path = scratch.path("index")
    mkdir(path, 0o755)
    let change = Index.Change(table: .memos, key: [1], value: [2])
    try Index(path: path).apply([change])
    try await expectWait(for: "\(path)/data.mdb") { try Index(path: path).apply([change]) }
    try await expectWait(for: path) { _ = try Index(path: path) }
    // Readers wait for no writer.
    let lock = open("\(path)/data.mdb", O_RDONLY)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try Index(path: path).read(.memos, [1]) { [UInt8]($0) } == [2])
  }

  /// Expects that `work` ends, but not before a lock on a file is given back.
  private func expectWait(
    for file: String, _ work: @escaping @Sendable () throws -> Void
  ) async throws {
    let lock = open(file, O_RDONLY)
    defer { close(lock) }
    for _ in 0..<20 {
      try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
      let times = Task.detached {
        let begin = MonotonicClock.now
        try work()
        return (begin: begin, end: MonotonicClock.now)
      }
      usleep(100_000)
      let release = MonotonicClock.now
      flock(lock, LOCK_UN)
      let (begin, end) = try await times.value
      // On a busy machine the work may have begun too late to tell.
      if begin < release - 0.05 {
        #expect(end >= release)
        return
      }
    }
    Issue.record("the work never began in time")
  }

  @Test func theLockFileHasItsRoomOnTheDisk() throws {
    let scratch = try Scratch()
    let path = scratch.path("index")
    mkdir(path, 0o755)
    // As an opening leaves it that was cut short.
    scratch.write("", to: "\(path)/lock.mdb")
    truncate("\(path)/lock.mdb", 8192)
    _ = try Index(path: path)
    var status = stat()
    #expect(stat("\(path)/lock.mdb", &status) == 0 && status.st_size == 8192)
    #expect(status.st_blocks * 512 >= 8192)
  }

  @Test func usesAreNotedOnceADay() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    var old = result("x")
    store.touch(digest("key"), old)
    #expect(store.changes.isEmpty)
    old.lastUsed -= 86_400
    store.touch(digest("key"), old)
    #expect(store.changes.count == 1)
    try store.flush()
    #expect(try store.result(for: digest("key"))?.lastUsed == ArtifactStore.today)
  }

  @Test func nearestKeySharesMostFields() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let far = key([("a", "1"), ("b", "1"), ("c", "1")])
    let near = key([("a", "1"), ("b", "2"), ("c", "3")])
    let other = key([("a", "1"), ("b", "2"), ("c", "4")])
    try store.record([
      ActionRecord(key: far, result: result("1")), ActionRecord(key: near, result: result("2")),
      ActionRecord(key: other, result: result("3", stage: "another")),
    ])
    let own = key([("a", "1"), ("b", "2"), ("c", "5")])
    #expect(try store.nearestKey(to: own, stage: "test") == near.digest)
    #expect(try store.nearestKey(to: near, stage: "test") == far.digest)
    #expect(try store.nearestKey(to: own, stage: "none") == nil)
  }

  @Test func labelsRememberTheirLastKeys() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    for name in ["a", "b", "c", "d", "e", "b"] {
      try store.notePastKey(digest(name), project: "p", label: "scene", time: 1)
      try store.flush()
    }
    let keys = try store.pastKeys(project: "p", label: "scene").map(\.key)
    #expect(keys == ["b", "e", "d", "c"].map(digest))
    #expect(try store.pastKeys(project: "q", label: "scene").isEmpty)
    // Project and label are two texts, not one.
    #expect(try store.pastKeys(project: "pscene", label: "").isEmpty)
  }

  @Test func stageHistoryLearns() throws {
    let scratch = try Scratch()
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      #expect(try store.history(ofStage: "test") == nil)
      try store.record(
        (0..<4).map { ActionRecord(key: key([("n", "\($0)")]), result: result("x")) })
    }
    let store = try ArtifactStore(path: scratch.storePath)
    let history = try #require(try store.history(ofStage: "test"))
    #expect(history == StageHistory(runs: 4, seconds: 1.5, peakMemory: 1 << 30))
  }

  @Test func memosEndWithTheirWitnesses() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let witness = scratch.path("worker")
    scratch.write("v1", to: witness)
    usleep(20_000)
    store.setMemo("libraries", [1, 2, 3], witnesses: [witness])
    store.setMemo("lost", [1], witnesses: [scratch.path("missing")])
    try store.flush()
    #expect(try store.memo("libraries") == [1, 2, 3])
    #expect(try store.memo("lost") == nil)
    scratch.write("v2", to: witness)
    #expect(try store.memo("libraries") == nil)
  }

  @Test func lookUpsAreFast() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let keys = (0..<2000).map { key([("n", "\($0)")]) }
    try store.record(keys.map { ActionRecord(key: $0, result: result("x")) })
    let digests = keys.map(\.digest)
    let clock = ContinuousClock()
    var found = 0
    let time = try clock.measure {
      for digest in digests where try store.result(for: digest) != nil { found += 1 }
    }
    #expect(found == 2000)
    // Two hundred times what it takes: this finds a wrong method, not a slow machine.
    #expect(time < .seconds(2))
  }
}

@Suite struct FileDigestTests {
  @Test func followsTheContent() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let file = scratch.path("clip")
    scratch.write("one", to: file)
    #expect(try store.snapshot(ofFile: file).digest == digest("one"))
    // The same size, and with luck the same tick of the clock.
    for text in ["two", "six", "ten"] {
      scratch.write(text, to: file)
      #expect(try store.snapshot(ofFile: file).digest == digest(text))
      try store.flush()
    }
  }

  @Test func remembersOnlyWhatCannotChangeUnseen() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let file = scratch.path("clip")
    scratch.write("one", to: file)
    // An entry made in the tick of the change would be trusted for ever.
    let stamp = try #require(FileStamp(path: file))
    #expect(stamp.isRacy(at: stamp.changed))
    #expect(!stamp.isRacy(at: stamp.changed + 1_000_000))
    var old = stamp
    old.modified = 5_000_000_000
    old.changed = 5_000_000_000
    #expect(old.isRacy(at: 6_000_000_000))
    #expect(!old.isRacy(at: 7_500_000_000))
    usleep(20_000)
    _ = try store.snapshot(ofFile: file)
    #expect(store.changes.count == 1)
  }

  @Test func aTimeInTheFutureIsNotTrusted() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let file = scratch.path("clip")
    scratch.write("one", to: file)
    let future = timeval(tv_sec: time(nil) + 3600, tv_usec: 0)
    #expect(utimes(file, [future, future]) == 0)
    usleep(20_000)
    #expect(try store.snapshot(ofFile: file).digest == digest("one"))
    #expect(store.changes.isEmpty)
  }

  @Test func settingTheTimeBackHidesNothing() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let file = scratch.path("clip")
    let past = [timeval(tv_sec: 1000, tv_usec: 1), timeval(tv_sec: 1000, tv_usec: 1)]
    scratch.write("one", to: file)
    utimes(file, past)
    usleep(20_000)
    #expect(try store.snapshot(ofFile: file).digest == digest("one"))
    try store.flush()
    scratch.write("two", to: file)
    utimes(file, past)
    usleep(20_000)
    #expect(try store.snapshot(ofFile: file).digest == digest("two"))
  }

  @Test func missingFilesAndCancellationAreReported() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    var error = #expect(throws: StoreError.self) {
      try store.snapshot(ofFile: scratch.path("none"))
    }
    #expect(error?.code == .unreadableFile)
    error = #expect(throws: StoreError.self) { try store.snapshot(ofFile: scratch.folder) }
    #expect(error?.code == .unreadableFile)
    scratch.write("one", to: scratch.path("clip"))
    error = #expect(throws: StoreError.self) {
      try store.snapshot(ofFile: scratch.path("clip"), isCancelled: { true })
    }
    #expect(error?.code == .cancelled)
  }
}
