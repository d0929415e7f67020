import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct VerificationTests {
  @Test func findsAndPutsAsideWhatIsDamaged() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    for text in ["one", "two", "three"] { try store.add(text) }
    let (sound, damaged) = (key([("n", "1")]), key([("n", "2")]))
    try store.record([
      ActionRecord(key: sound, result: result("one")),
      ActionRecord(key: damaged, result: result("two", "three")),
    ])
    try store.notePastKey(damaged.digest, project: "p", label: "scene", time: 1)
    try store.flush()
    #expect(try store.verify(repairing: false).findings.isEmpty)
    let path = store.blobPath(digest("two"))
    chmod(path, 0o644)
    scratch.write("tw0", to: path)
    chmod(path, 0o444)

    var report = try store.verify(repairing: false)
    #expect(!report.isSound && report.artifacts == 3 && report.results == 2 && report.bytes == 11)
    #expect(report.findings.map(\.path) == [path] && report.findings[0].fault == .content)
    #expect(report.findings[0].results == ["test scene"])
    #expect(try store.result(for: damaged.digest) != nil)

    report = try store.verify(repairing: true)
    #expect(report.isSound && report.droppedResults == 1)
    let place = try #require(report.findings[0].movedTo)
    #expect(place.hasPrefix("\(store.path)/quarantine/") && scratch.read(place) == "tw0")
    #expect(try store.result(for: damaged.digest) == nil)
    #expect(try store.lookup(sound.digest) != nil)
    #expect(try store.verify(repairing: false).findings.isEmpty)
    #expect(try store.statistics().quarantined == 1)
  }

  @Test func missingArtifactsAreCountedAndNoDamage() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.record([
      ActionRecord(key: key([("n", "1")]), result: result("gone", "too")),
      ActionRecord(key: key([("n", "2")]), result: result("inline", inline: true)),
    ])
    let report = try store.verify(repairing: false)
    #expect(report.isSound && report.missing == 2)
  }

  @Test func namesWhatDoesNotBelongThere() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("one")
    chmod(store.blobPath(digest("one")), 0o644)
    mkdir("\(store.path)/cas/zz", 0o755)
    scratch.write("x", to: "\(store.path)/cas/zz/notes.txt")
    scratch.write("y", to: "\(store.path)/cas/loose")
    let two = digest("two").hex
    symlink(scratch.path("elsewhere"), "\(store.path)/cas/zz/\(two)")
    var report = try store.verify(repairing: false)
    #expect(
      report.findings.map(\.fault.rawValue).sorted() == ["stray", "stray", "stray", "writable"])
    #expect(report.isSound)
    report = try store.verify(repairing: true)
    #expect(report.findings.allSatisfy { $0.isRepaired })
    #expect(try store.verify(repairing: false).findings.isEmpty)
    #expect(folderEntries("\(store.path)/quarantine").count == 3)
    #expect(store.hasBlob(digest("one"), size: 3))
  }

  @Test func aResultOfAnotherSizeIsDropped() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("one")
    var wrong = result("one")
    wrong.outputs[0].size = 4
    try store.record([ActionRecord(key: key([("n", "1")]), result: wrong)])
    var report = try store.verify(repairing: false)
    #expect(report.findings.map(\.fault) == [.size] && !report.isSound)
    report = try store.verify(repairing: true)
    #expect(report.isSound && report.droppedResults == 1)
    #expect(store.hasBlob(digest("one"), size: 3))
  }
}
