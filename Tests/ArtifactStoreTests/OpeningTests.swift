import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct OpeningTests {
  @Test func refusesAFile() throws {
    let scratch = try Scratch()
    scratch.write("x", to: scratch.path("file"))
    for path in ["file", "file/store"] {
      let error = #expect(throws: StoreError.self) {
        try ArtifactStore(path: scratch.path(path))
      }
      #expect(error?.code == .notAStore && error?.exitStatus == 3)
    }
  }

  @Test func refusesAFolderOfOtherThings() throws {
    let scratch = try Scratch()
    scratch.write("x", to: scratch.path("thesis.txt"))
    let error = #expect(throws: StoreError.self) { try ArtifactStore(path: scratch.folder) }
    #expect(error?.code == .notAStore && error?.message.contains("thesis.txt") == true)
    #expect(folderEntries(scratch.folder) == ["thesis.txt"])
  }

  @Test func refusesANewerFormat() throws {
    let scratch = try Scratch()
    do { _ = try ArtifactStore(path: scratch.storePath) }
    scratch.write("reel store 2\n", to: "\(scratch.storePath)/format")
    let error = #expect(throws: StoreError.self) { try ArtifactStore(path: scratch.storePath) }
    #expect(error?.code == .newerFormat)
  }

  @Test func aStoreThatLostItsFormatIsStillOne() throws {
    let scratch = try Scratch()
    let text = key([("a", "1")])
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.record([ActionRecord(key: text, result: result())])
    }
    #expect(unlink("\(scratch.storePath)/format") == 0)
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      #expect(try store.result(for: text.digest) == result())
    }
    #expect(unlink("\(scratch.storePath)/format") == 0)
    scratch.write("mine", to: "\(scratch.storePath)/letter.txt")
    let error = #expect(throws: StoreError.self) { try ArtifactStore(path: scratch.storePath) }
    #expect(error?.code == .notAStore)
  }

  @Test func refusesASecondOpeningInOneProcess() throws {
    let scratch = try Scratch()
    do {
      let first = try ArtifactStore(path: scratch.storePath)
      let error = #expect(throws: StoreError.self) {
        try ArtifactStore(path: scratch.storePath + "/")
      }
      #expect(error?.code == .alreadyOpen)
      _ = first
    }
    _ = try ArtifactStore(path: scratch.storePath)
  }

  /// What can happen to an index file, and that a new one takes its place.
  @Test(arguments: ["garbage", "short", "truncated", "other format"])
  func replacesADamagedIndex(damage: String) throws {
    let scratch = try Scratch()
    let text = key([("a", "1")])
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.add("kept")
      for number in 0..<2000 {
        store.changes.append(
          .init(
            table: .keys, key: Array(digest("\(number)")),
            value: Array(repeating: 1, count: 1000)))
      }
      try store.record([ActionRecord(key: text, result: result("kept"))])
      if damage == "other format" {
        store.changes.append(
          .init(table: .properties, key: Array("format".utf8), value: Array("9".utf8)))
        try store.flush()
      }
    }
    let file = "\(scratch.storePath)/index/data.mdb"
    switch damage {
    case "garbage": scratch.write(String(repeating: "garbage ", count: 8192), to: file)
    case "short": scratch.write("garbage", to: file)
    case "truncated": #expect(truncate(file, 200_000) == 0)
    default: break
    }
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      #expect(store.damagedIndex == "\(scratch.storePath)/index.damaged")
      #expect(try store.result(for: text.digest) == nil)
      #expect(store.hasBlob(digest("kept"), size: 4))
      try store.record([ActionRecord(key: text, result: result("kept"))])
    }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(store.damagedIndex == nil)
    #expect(try store.lookup(text.digest) == result("kept"))
  }

  @Test func locksAreOfTheProcessAndShared() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let lock = open("\(store.path)/lock", O_RDWR)
    defer { close(lock) }
    // A build holds it shared: another may join, a deletion may not.
    #expect(flock(lock, LOCK_EX | LOCK_NB) != 0)
    #expect(flock(lock, LOCK_SH | LOCK_NB) == 0)
  }

  @Test(.enabled(if: getuid() == 0, "a small file system can be mounted by root only"))
  func aFullDiskIsReportedAndHarmless() throws {
    let scratch = try Scratch()
    mkdir(scratch.storePath, 0o755)
    // A container's root may lack the right to mount.
    guard mount("tmpfs", scratch.storePath, "tmpfs", 0, "size=1m") == 0 else { return }
    defer { umount2(scratch.storePath, Int32(MNT_DETACH)) }
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.add("small")
      let large = String(repeating: "x", count: 4 << 20)
      scratch.write(large, to: scratch.path("large"))
      var error = #expect(throws: StoreError.self) {
        try store.publish(Array(large.utf8), digest: digest(large))
      }
      #expect(error?.code == .noSpace)
      #expect(!store.hasBlob(digest(large), size: Int64(large.utf8.count)))
      // Deliveries to a full disk leave nothing half-written either.
      let other = try Scratch()
      let source = try ArtifactStore(path: other.storePath)
      try source.add(large)
      error = #expect(throws: StoreError.self) {
        try source.deliver(
          digest(large), size: Int64(large.utf8.count), to: "\(scratch.storePath)/film.mp4")
      }
      #expect(error?.code == .noSpace)
      #expect(!folderEntries(scratch.storePath).contains { $0.contains("film") })
    }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(store.hasBlob(digest("small"), size: 5))
  }
}

/// Stores that cannot be used: a message and the exit status 3, never a trap.
@Suite struct UnusableStoreTests {
  private func error(_ path: String, creating: Bool = true) -> StoreError? {
    do throws(StoreError) {
      _ = try ArtifactStore(path: path, creating: creating)
      return nil
    } catch { return error }
  }

  @Test(arguments: ["lock", "open.lock", "cas", "tmp", "index", "format"])
  func somethingElseInPlaceOfItsParts(name: String) throws {
    let scratch = try Scratch()
    do { _ = try ArtifactStore(path: scratch.storePath) }
    let path = "\(scratch.storePath)/\(name)"
    Scratch.removeTree(path)
    if ["cas", "tmp", "index"].contains(name) {
      scratch.write("a file", to: path)
    } else {
      mkdir(path, 0o755)
    }
    let error = try #require(self.error(scratch.storePath))
    #expect(error.exitStatus == 3 && error.message.contains(name), "\(error)")
  }

  @Test(arguments: ["", "garbage", "reel store", "reel store x\n", "reel store 1 2\n", "\0\u{1}"])
  func aFormatThatSaysSomethingElse(text: String) throws {
    let scratch = try Scratch()
    do { _ = try ArtifactStore(path: scratch.storePath) }
    scratch.write(text, to: "\(scratch.storePath)/format")
    let error = try #require(self.error(scratch.storePath))
    #expect(error.code == .notAStore && error.message.contains("format"))
  }

  @Test func aQuestionMakesNoStore() throws {
    let scratch = try Scratch()
    #expect(ArtifactStore.isVacant(scratch.storePath))
    let missing = try #require(self.error(scratch.storePath, creating: false))
    #expect(missing.code == .notAStore && missing.message.contains("no store"))
    #expect(access(scratch.storePath, F_OK) != 0)
    mkdir(scratch.storePath, 0o755)
    #expect(self.error(scratch.storePath, creating: false)?.code == .notAStore)
    #expect(folderEntries(scratch.storePath).isEmpty)
    scratch.write("x", to: scratch.path("file"))
    #expect(!ArtifactStore.isVacant(scratch.path("file")))
    #expect(self.error(scratch.path("file"), creating: false)?.code == .notAStore)
  }

  @Test func aTemporaryStoreLeavesNothing() throws {
    let store = try ArtifactStore.temporary()
    try store.record([ActionRecord(key: key([("a", "1")]), result: result("x"))])
    #expect(try store.result(for: key([("a", "1")]).digest) != nil)
    #expect(access(store.path, F_OK) != 0)
  }

  @Test(.enabled(if: getuid() == 0, "a file system can be mounted by root only"))
  func aReadOnlyFileSystem() throws {
    let scratch = try Scratch()
    mkdir(scratch.storePath, 0o755)
    // A container's root may lack the right to mount.
    guard mount("tmpfs", scratch.storePath, "tmpfs", 0, "size=2m") == 0 else { return }
    defer { umount2(scratch.storePath, Int32(MNT_DETACH)) }
    do { _ = try ArtifactStore(path: scratch.storePath) }
    #expect(
      mount("", scratch.storePath, "", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
    let error = try #require(self.error(scratch.storePath))
    #expect(error.code == .notWritable && error.exitStatus == 3, "\(error)")
  }
}
