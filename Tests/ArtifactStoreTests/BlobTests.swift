import BuildGraph
import Glibc
import Testing

@testable import ArtifactStore

@Suite struct BlobTests {
  @Test func publishesReadOnlyUnderItsDigest() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("hello")
    let path = store.blobPath(digest("hello"))
    #expect(path == "\(scratch.storePath)/cas/2c/\(digest("hello").hex)")
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o444)
    #expect(store.hasBlob(digest("hello"), size: 5))
    #expect(!store.hasBlob(digest("hello"), size: 6))
    #expect(store.readBlob(digest("hello"), size: 5, limit: 10) == Array("hello".utf8))
    #expect(store.readBlob(digest("hello"), size: 5, limit: 4) == nil)
  }

  @Test func replacesADamagedArtifact() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("hello")
    #expect(truncate(store.blobPath(digest("hello")), 2) == 0)
    #expect(!store.hasBlob(digest("hello"), size: 5))
    try store.add("hello")
    #expect(store.readBlob(digest("hello"), size: 5, limit: 10) == Array("hello".utf8))
  }

  @Test(arguments: ["folder", "link", "endless"])
  func replacesWhatIsNoFile(what: String) throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("hello")
    let place = store.blobPath(digest("hello"))
    unlink(place)
    switch what {
    case "folder":
      #expect(mkdir(place, 0o755) == 0)
      scratch.write("x", to: "\(place)/x")
    case "link": #expect(symlink("/nonexistent", place) == 0)
    default: #expect(symlink("/dev/zero", place) == 0)
    }
    #expect(!store.hasBlob(digest("hello"), size: 5))
    #expect(store.dropIfDamaged(digest("hello")))
    #expect(access(place, F_OK) != 0)
    if what == "folder" { #expect(mkdir(place, 0o755) == 0) }
    try store.add("hello")
    #expect(store.readBlob(digest("hello"), size: 5, limit: 10) == Array("hello".utf8))
  }

  @Test func removesTheDraftsOfProcessesThatAreGone() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    scratch.write("half", to: scratch.path(".film.mp4.123456.99"))
    scratch.write("half", to: scratch.path(".film.srt.123456.1"))
    scratch.write("half", to: scratch.path(".other.mp4.123456.1"))
    scratch.write("a person's", to: scratch.path(".film.mp4.backup.1"))
    scratch.write("a person's", to: scratch.path(".film.mp4.7"))
    // That of a process that lives is locked.
    let living = try Draft(for: "film.mp4", in: scratch.folder)
    store.sweepDrafts(of: [scratch.path("film.mp4"), scratch.path("film.srt"), "/none/film.mp4"])
    #expect(access(scratch.path(".film.mp4.123456.99"), F_OK) != 0)
    #expect(access(scratch.path(".film.srt.123456.1"), F_OK) != 0)
    #expect(access(scratch.path(".other.mp4.123456.1"), F_OK) == 0)
    #expect(access(scratch.path(".film.mp4.backup.1"), F_OK) == 0)
    #expect(access(scratch.path(".film.mp4.7"), F_OK) == 0)
    #expect(access(living.path, F_OK) == 0)
  }

  @Test func refusesAFileOfAnotherLength() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let folder = try store.makeScratch()
    scratch.write("hell", to: "\(folder)/out")
    let error = #expect(throws: StoreError.self) {
      try store.publish(file: "\(folder)/out", digest: digest("hello"), size: 5)
    }
    #expect(error?.code == .damagedArtifact)
    #expect(!store.hasBlob(digest("hello"), size: 5))
  }

  @Test func doesNotPublishThroughALink() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    let folder = try store.makeScratch()
    scratch.write("hello", to: scratch.path("mine"))
    symlink(scratch.path("mine"), "\(folder)/out")
    #expect(throws: StoreError.self) {
      try store.publish(file: "\(folder)/out", digest: digest("hello"), size: 5)
    }
  }

  @Test func deliversACopyThatNobodyShares() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("film")
    let place = scratch.path("a/b/film.mp4")
    #expect(try !store.isDelivered(digest("film"), size: 4, at: place))
    let stamp = try #require(try store.deliver(digest("film"), size: 4, to: place))
    #expect(scratch.read(place) == "film")
    var status = stat()
    #expect(stat(place, &status) == 0 && status.st_nlink == 1 && status.st_mode & 0o200 != 0)
    store.noteDeliveries([(place, digest("film"), stamp)])
    try store.flush()
    #expect(try store.isDelivered(digest("film"), size: 4, at: place))
    scratch.write("mine", to: place)
    #expect(try !store.isDelivered(digest("film"), size: 4, at: place))
    #expect(scratch.read(store.blobPath(digest("film"))) == "film")
  }

  @Test func aDeliveryThatFailsLeavesNothing() throws {
    let scratch = try Scratch()
    let store = try ArtifactStore(path: scratch.storePath)
    try store.add("film")
    // A folder is in the way.
    mkdir(scratch.path("film.mp4"), 0o755)
    #expect(throws: StoreError.self) {
      try store.deliver(digest("film"), size: 4, to: scratch.path("film.mp4"))
    }
    let error = #expect(throws: StoreError.self) {
      try store.deliver(digest("none"), size: 4, to: scratch.path("none.mp4"))
    }
    #expect(error != nil)
    #expect(folderEntries(scratch.folder).sorted() == ["film.mp4", "store"])
  }

  @Test func sweepsWhatADeadProcessLeft() throws {
    let scratch = try Scratch()
    do { _ = try ArtifactStore(path: scratch.storePath) }
    let left = "\(scratch.storePath)/tmp/123-dead"
    mkdir(left, 0o755)
    scratch.write("", to: "\(left)/lock")
    scratch.write("half", to: "\(left)/1")
    // One whose removal was cut short.
    mkdir("\(scratch.storePath)/tmp/789-half", 0o755)
    mkdir("\(scratch.storePath)/tmp/789-half/2", 0o755)
    let held = "\(scratch.storePath)/tmp/456-alive"
    mkdir(held, 0o755)
    let lock = open("\(held)/lock", O_RDWR | O_CREAT, 0o644)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    defer { close(lock) }
    let store = try ArtifactStore(path: scratch.storePath)
    #expect(folderEntries("\(store.path)/tmp") == ["456-alive"])
  }
}
