import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct IndexDamageTests {
  /// The fuzzer is built beside the tests.
  private static let fuzzer: String = {
    guard let program = realpath("/proc/self/exe", nil) else { return "index-fuzzer" }
    defer { free(program) }
    let path = String(cString: program)
    return path[..<(path.lastIndex(of: "/") ?? path.endIndex)] + "/index-fuzzer"
  }()

  @Test func noDamageEndsTheProcessOrGivesAWrongAnswer() throws {
    let scratch = try Scratch()
    let log = scratch.path("log")
    // In memory where that can be had: hundreds of rounds of fsync are no part of this.
    var template = Array("/dev/shm/reel-fuzz-XXXXXX".utf8CString)
    let memory = mkdtemp(&template).map { String(cString: $0) }
    defer { if let memory { Scratch.removeTree(memory) } }
    let status = pclose(
      popen("'\(Self.fuzzer)' '\(memory ?? scratch.folder)' 1 200 > '\(log)' 2>&1", "r"))
    let lines = (scratch.read(log) ?? "").split(separator: "\n")
    let last = lines.last.map(String.init) ?? ""
    #expect(status == 0, "status \(status) after \(last)")
    // Most damage costs some records, not all.
    let words = last.split(separator: " ").compactMap { Int($0) }
    #expect(words.count == 4, "\(last)")
    if words.count == 4 { #expect(words[2] * 10 > words[3] * 5, "\(last)") }
  }

  @Test func whatADamagedIndexStillTellsIsKept() throws {
    let scratch = try Scratch()
    let texts = (0..<2000).map {
      key([("n", "\($0)"), ("filling", String(repeating: "x", count: 99))])
    }
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.record(texts.map { ActionRecord(key: $0, result: result("x")) })
      try store.notePastKey(texts[0].digest, project: "p", label: "l", time: 1)
      try store.flush()
    }
    // A page in the middle, which most likely is a leaf, and the header's root of all tables.
    let file = open("\(scratch.storePath)/index/data.mdb", O_RDWR)
    let noise = [UInt8](repeating: 0xA5, count: 4096)
    pwrite(file, noise, noise.count, 4096 * 40)
    close(file)
    let store = try ArtifactStore(path: scratch.storePath)
    // Nothing is noticed until the whole is looked at, here before the first change.
    store.touch(texts[0].digest, result("x", stage: "test"))
    try store.record([ActionRecord(key: key([("new", "1")]), result: result("new"))])
    #expect(store.damagedIndex == "\(scratch.storePath)/index.damaged")
    var found = 0
    for text in texts where try store.result(for: text.digest) != nil { found += 1 }
    #expect(found > 1900)
    #expect(try store.pastKeys(project: "p", label: "l").count == 1)
    #expect(try store.result(for: key([("new", "1")]).digest) == result("new"))
  }

  @Test func aRecordThatChangedIsAMiss() throws {
    let scratch = try Scratch()
    let text = key([("a", "1")])
    let marker = "a stage whose name can be found in the file"
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.record([ActionRecord(key: text, result: result("x", stage: marker))])
    }
    let path = "\(scratch.storePath)/index/data.mdb"
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let file = open(path, O_RDWR)
    bytes.removeSubrange(pread(file, &bytes, bytes.count, 0)...)
    let name = Array(marker.utf8)
    var hits = 0
    for begin in 0..<bytes.count - name.count where bytes[begin] == name[0] {
      guard bytes[begin..<begin + name.count].elementsEqual(name) else { continue }
      pwrite(file, [UInt8(ascii: "A")], 1, begin)
      hits += 1
    }
    close(file)
    #expect(hits > 0)
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      #expect(try store.result(for: text.digest) == nil)
      let report = try store.verify(repairing: false)
      #expect(report.brokenRecords > 0 && !report.isSound)
      #expect(try store.verify(repairing: true).isSound)
    }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(try store.verify(repairing: false).brokenRecords == 0)
    #expect(store.damagedIndex == nil)
  }

  @Test func anInterruptedReplacementIsFinished() throws {
    let scratch = try Scratch()
    let text = key([("a", "1")])
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      try store.record([ActionRecord(key: text, result: result("x"))])
    }
    // Between the two renames.
    #expect(rename("\(scratch.storePath)/index", "\(scratch.storePath)/index.new") == 0)
    do {
      let store = try ArtifactStore(path: scratch.storePath)
      #expect(try store.result(for: text.digest) == result("x"))
    }
    // Before the first: the draft is of no use.
    mkdir("\(scratch.storePath)/index.new", 0o755)
    scratch.write("half", to: "\(scratch.storePath)/index.new/data.mdb")
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(try store.result(for: text.digest) == result("x"))
    #expect(access("\(scratch.storePath)/index.new", F_OK) != 0)
  }

  @Test func anotherProgramsDatabaseIsMovedAside() throws {
    let scratch = try Scratch()
    do { _ = try ArtifactStore(path: scratch.storePath) }
    do {
      // A sound file with a table of this program's, and no format.
      let index = try Index(path: "\(scratch.storePath)/index")
      try index.apply([.init(table: .properties, key: Array("format".utf8), value: nil)])
    }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(store.damagedIndex != nil)
  }
}
