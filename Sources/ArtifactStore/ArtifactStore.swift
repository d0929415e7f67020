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
/// ```
///
/// Everything in the index can be lost without harm: it costs time. Several processes may use a
/// store at once; one process opens it once, and uses it from one thread at a time.
public final class ArtifactStore {
  /// The absolute path of the store's folder.
  public let path: String
  /// Where a damaged index was moved when the store was opened, or `nil`.
  public let damagedIndex: String?

  let index: Index
  /// Changes that wait for the next ``flush()``.
  var changes: [Index.Change] = []
  var stageCache: [String: StageHistory] = [:]
  var lease: Lease?

  private let sharedLock: Descriptor
  private let identity: Identity

  /// The version of the layout that this program makes and reads.
  public static let formatVersion = 1

  /// Opens a store, or makes one in a folder that is empty or missing.
  ///
  /// Waits while a process deletes from the store. Sweeps the temporary files of processes that
  /// are gone. An index that is damaged or of another format is moved to `index.damaged`, and an
  /// empty one takes its place.
  ///
  /// - Throws: ``StoreError``.
  public init(path: String) throws(StoreError) {
    let path = Self.absolute(path)
    self.path = path
    try Self.prepareFolder(path)
    let opening = try Descriptor(
      opening: "\(path)/open.lock", O_RDWR | O_CREAT, action: "Cannot open the store's lock")
    guard opening.lock(exclusive: true, wait: true) else {
      throw StoreError.system("Cannot lock the store", path)
    }
    try Self.prepareFormat(path)
    identity = try Self.claim(path)
    do throws(StoreError) {
      for folder in ["cas", "tmp", "index"] { try createFolders("\(path)/\(folder)") }
      (index, damagedIndex) = try Self.openIndex("\(path)/index")
      Lease.sweep(folder: "\(path)/tmp")
      // The opening lock must not be held while this waits for a collection.
      _ = flock(opening.raw, LOCK_UN)
      sharedLock = try Descriptor(
        opening: "\(path)/lock", O_RDWR | O_CREAT, action: "Cannot open the store's lock")
      guard sharedLock.lock(exclusive: false, wait: true) else {
        throw StoreError.system("Cannot lock the store", path)
      }
    } catch {
      Self.release(identity)
      throw error
    }
  }

  deinit { Self.release(identity) }

  /// Writes what has been noted since the last flush: file digests, uses, labels, deliveries.
  ///
  /// - Throws: ``StoreError`` with the code `noSpace` or `damagedIndex`.
  public func flush() throws(StoreError) {
    if changes.isEmpty { return }
    let batch = changes
    changes = []
    try indexed { () throws(Index.Failure) in try index.apply(batch) }
  }

  /// Runs a piece of work on the index and puts its error into a sentence.
  func indexed<Result>(_ body: () throws(Index.Failure) -> Result) throws(StoreError) -> Result {
    do throws(Index.Failure) { return try body() } catch { throw Self.sentence(error, path) }
  }

  private static func sentence(_ failure: Index.Failure, _ path: String) -> StoreError {
    if failure.isDamage {
      return StoreError(
        code: .damagedIndex,
        message: "The store's index \(path)/index is damaged: \(failure.message). "
          + "Delete that folder; every stage then runs once more.")
    }
    // LMDB's own numbers are negative.
    if failure.number < 0 {
      return StoreError(
        code: .noSpace,
        message: "The store's index \(path)/index cannot grow: \(failure.message). "
          + "Delete that folder; every stage then runs once more.")
    }
    return .system("Cannot use the store's index", "\(path)/index", errno: failure.number)
  }

  private static func absolute(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }

  private static func prepareFolder(_ path: String) throws(StoreError) {
    do throws(StoreError) {
      try createFolders(path)
    } catch  where error.code == .input {
      throw StoreError(
        code: .notAStore,
        message: "The store \(path) cannot be made, because a part of its path is no folder. "
          + "Choose another place.")
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw StoreError(
        code: .notAStore, message: "The store \(path) is not a folder. Choose another place.")
    }
    if access("\(path)/format", F_OK) == 0 { return }
    // Names that an opening which was cut short can have left behind.
    let own: Set<String> = ["open.lock", "format.new"]
    if let other = folderEntries(path).first(where: { !own.contains($0) }) {
      throw StoreError(
        code: .notAStore,
        message: "The folder \(path) is not a store: it holds \(other) but no file named format. "
          + "Choose an empty folder.")
    }
  }

  private static func prepareFormat(_ path: String) throws(StoreError) {
    let file = "\(path)/format"
    if access(file, F_OK) != 0 {
      let draft = "\(path)/format.new"
      try writeFile(draft, Array("reel store \(formatVersion)\n".utf8))
      guard rename(draft, file) == 0 else {
        throw StoreError.system("Cannot make the store's file", file)
      }
      return
    }
    let text = String(decoding: try readFile(file, limit: 256), as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[0] == "reel", words[1] == "store", let version = Int(words[2])
    else {
      throw StoreError(
        code: .notAStore,
        message: "The folder \(path) is not a store: its file named format says something else.")
    }
    if version > formatVersion {
      throw StoreError(
        code: .newerFormat,
        message: "The store \(path) was made by a newer version of this program (format "
          + "\(version), known up to \(formatVersion)). Update the program or choose another place."
      )
    }
  }

  private static func openIndex(
    _ folder: String
  ) throws(StoreError) -> (index: Index, damaged: String?) {
    do throws(Index.Failure) {
      return (try checkedIndex(folder), nil)
    } catch {
      let store = String(folder.dropLast("/index".count))
      guard error.isDamage else { throw sentence(error, store) }
      let aside = "\(folder).damaged"
      removeTree(aside)
      guard rename(folder, aside) == 0 else {
        throw StoreError.system("Cannot move the damaged index", folder)
      }
      try createFolders(folder)
      do throws(Index.Failure) { return (try checkedIndex(folder), aside) } catch {
        throw sentence(error, store)
      }
    }
  }

  /// Opens an index and holds it to this program's records.
  private static func checkedIndex(_ folder: String) throws(Index.Failure) -> Index {
    let index = try Index(path: folder)
    let key = Array("format".utf8)
    let version = Array("1".utf8)
    guard let found = try index.read(.properties, key, { [UInt8]($0) }) else {
      try index.apply([.init(table: .properties, key: key, value: version)])
      return index
    }
    guard found == version else { throw Index.Failure.otherFormat }
    return index
  }

  // LMDB keeps its own locks by process: a second environment on the same file would drop those
  // of the first.
  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private static let open = Mutex<Set<Identity>>([])

  private static func claim(_ path: String) throws(StoreError) -> Identity {
    var status = stat()
    guard stat(path, &status) == 0 else { throw StoreError.system("Cannot open the store", path) }
    let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    guard open.withLock({ $0.insert(identity).inserted }) else {
      throw StoreError(
        code: .alreadyOpen, message: "The store \(path) is open in this process already.")
    }
    return identity
  }

  private static func release(_ identity: Identity) {
    _ = open.withLock { $0.remove(identity) }
  }
}
