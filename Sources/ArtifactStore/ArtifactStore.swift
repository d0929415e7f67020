internal import BuildGraph
internal import Glibc
internal import Synchronization

/// A folder of artifacts, named by the SHA-256 of their content, and an index of what made them.
///
/// ```
/// format      version of this layout
/// lock        held shared by builds, exclusive by what deletes
/// open.lock   held while a process opens the store
/// index/      LMDB: results, key texts, file digests, history
/// cas/ab/…    artifacts, read-only, named by 64 hexadecimal digits
/// reports/…   reports of past builds
/// tmp/…       one folder a process, swept when that process is gone
/// quarantine/ what a verification took out of cas
/// ```
///
/// Everything in the index can be lost without harm: it costs time. Several processes may use a
/// store at once; one process opens it once, and uses it from one thread at a time.
public final class ArtifactStore {
  /// The absolute path of the store's folder.
  public let path: String
  /// Where a damaged index was moved, when the store was opened or later, or `nil`.
  public internal(set) var damagedIndex: String?

  var index: Index
  /// Changes that wait for the next ``flush()``.
  var changes: [Index.Change] = []
  var stageCache: [String: StageHistory] = [:]
  var lease: Lease?
  /// Held shared as long as the store is open, exclusive while this process deletes from it.
  let lock: Descriptor
  /// How often the index has been replaced since the store was opened.
  var recoveries = 0

  private let identity: FileIdentity

  /// The version of the layout that this program makes and reads.
  public static let formatVersion = 1

  /// Opens a store, or makes one in a folder that is empty or missing.
  ///
  /// Waits while a process deletes from the store. Sweeps the temporary files of processes that
  /// are gone. An index that is damaged or of another format is moved to `index.damaged`, and a
  /// new one with the records that could be read takes its place.
  ///
  /// - Parameter creating: Whether a store may be made; else there has to be one.
  /// - Throws: ``StoreError``.
  public convenience init(path: String, creating: Bool = true) throws(StoreError) {
    try self.init(folder: Self.absolute(path), creating: creating)
  }

  private init(folder path: String, creating: Bool) throws(StoreError) {
    self.path = path
    if !creating && Self.isVacant(path) { throw Self.noStore(path) }
    try Self.prepareFolder(path)
    identity = try Self.claim(path)
    do throws(StoreError) {
      // Before the opening lock, which must not be held while this waits for a collection, and
      // before the index, so that whoever deletes is the only one who has it open.
      lock = try Descriptor(
        opening: "\(path)/lock", O_RDWR | O_CREAT, action: "Cannot open the store's lock")
      guard lock.lock(exclusive: false, wait: true) else {
        throw StoreError.system("Cannot lock the store", path)
      }
      let opening = try Self.lockOpening(path)
      try Self.prepareFormat(path)
      for folder in ["cas", "tmp"] { try createFolders("\(path)/\(folder)") }
      (index, damagedIndex) = try Self.openIndex("\(path)/index")
      Lease.sweep(folder: "\(path)/tmp")
      _ = consume opening
    } catch {
      Self.release(identity)
      throw error
    }
  }

  deinit { Self.release(identity) }

  /// A store for questions that must leave nothing behind. Its folder is gone already; what has
  /// no need of files below it works.
  public static func temporary() throws(StoreError) -> ArtifactStore {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let number = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    let folder = "\(parent)/reel-\(getpid())-\(number)"
    defer { removeTree(folder) }
    return try ArtifactStore(path: folder)
  }

  /// Writes what has been noted since the last flush: file digests, uses, labels, deliveries.
  ///
  /// - Throws: ``StoreError`` with the code `noSpace` or `damagedIndex`.
  public func flush() throws(StoreError) {
    if changes.isEmpty { return }
    let batch = changes
    repeat {
      try followIndex()
      try indexed { () throws(Index.Failure) in try index.apply(batch) }
      // Another process may have replaced a damaged index meanwhile, without these changes.
    } while !isIndexInPlace
    changes = []
  }

  // LMDB keeps its own locks by process: a second environment on the same file would drop those
  // of the first.
  private static let open = Mutex<Set<FileIdentity>>([])

  private static func claim(_ path: String) throws(StoreError) -> FileIdentity {
    guard let identity = FileIdentity(path: path) else {
      throw StoreError.system("Cannot open the store", path)
    }
    guard open.withLock({ $0.insert(identity).inserted }) else {
      throw StoreError(
        code: .alreadyOpen, message: "The store \(path) is open in this process already.")
    }
    return identity
  }

  private static func release(_ identity: FileIdentity) {
    _ = open.withLock { $0.remove(identity) }
  }
}
