internal import CLMDB
internal import Glibc

extension ArtifactStore {
  /// Runs a piece of work on the index and puts its error into a sentence.
  ///
  /// If the work finds the index damaged, a new one takes its place and the work is done again:
  /// what was going on need not notice.
  func indexed<Result>(_ body: () throws(Index.Failure) -> Result) throws(StoreError) -> Result {
    do throws(Index.Failure) { return try body() } catch {
      guard error.isDamage, recoveries < Self.recoveryLimit else {
        throw Self.sentence(error, path)
      }
    }
    recoveries += 1
    try recoverIndex()
    do throws(Index.Failure) { return try body() } catch { throw Self.sentence(error, path) }
  }

  /// Sees that the whole index can be read, so that reading on does not stop half-way.
  func checkIndex() throws(StoreError) {
    _ = try indexed { () throws(Index.Failure) in try index.check() }
  }

  // A disk that damages one index after the other is past helping.
  private static let recoveryLimit = 2

  private func recoverIndex() throws(StoreError) {
    let opening = try Self.lockOpening(path)
    let folder = "\(path)/index"
    // Another process may have replaced it before.
    if FileIdentity(path: "\(folder)/data.mdb") == index.identity {
      damagedIndex = try Self.replaceDamaged(folder, isReadable: true)
    }
    index = try Self.opened(folder)
    _ = consume opening
  }

  /// Opens the index, and replaces it before if it is of no use.
  ///
  /// The caller holds the opening lock.
  static func openIndex(
    _ folder: String
  ) throws(StoreError) -> (index: Index, damaged: String?) {
    let draft = "\(folder).new"
    if access(folder, F_OK) != 0, access("\(draft)/data.mdb", F_OK) == 0 {
      // A replacement was cut short between its two renames.
      guard rename(draft, folder) == 0 else {
        throw StoreError.system("Cannot place the index", folder)
      }
    }
    removeTree(draft)
    // What a compaction that was cut short has left.
    removeTree("\(folder).old")
    try createFolders(folder)
    do throws(Index.Failure) {
      return (try accepted(folder), nil)
    } catch {
      guard error.isDamage else {
        throw sentence(error, String(folder.dropLast("/index".count)))
      }
      let aside = try replaceDamaged(folder, isReadable: !error.isOtherFormat)
      return (try opened(folder), aside)
    }
  }

  private static func opened(_ folder: String) throws(StoreError) -> Index {
    do throws(Index.Failure) { return try accepted(folder) } catch {
      throw sentence(error, String(folder.dropLast("/index".count)))
    }
  }

  /// Puts a new index with what can be read of the damaged one in its place.
  ///
  /// - Parameter isReadable: Whether its records mean what this program's do.
  /// - Returns: Where the damaged one is.
  private static func replaceDamaged(
    _ folder: String, isReadable: Bool
  ) throws(StoreError) -> String {
    let draft = "\(folder).new"
    removeTree(draft)
    try createFolders(draft)
    do throws(Index.Failure) {
      let new = try accepted(draft)
      if isReadable { try IndexSalvage(file: "\(folder)/data.mdb")?.copy(into: new) }
    } catch {
      throw sentence(error, String(folder.dropLast("/index".count)))
    }
    let aside = "\(folder).damaged"
    try swap(folder, with: draft, aside: aside)
    return aside
  }

  /// Moves a folder aside and another one into its place. A crash between the two is mended by
  /// ``openIndex(_:)``.
  static func swap(
    _ folder: String, with draft: String, aside: String
  ) throws(StoreError) {
    removeTree(aside)
    guard rename(folder, aside) == 0, rename(draft, folder) == 0 else {
      throw StoreError.system("Cannot replace the index", folder)
    }
    if let slash = folder.lastIndex(of: "/") { try synchronizeFolder(String(folder[..<slash])) }
  }

  /// Opens an index and holds it to this program's records.
  private static func accepted(_ folder: String) throws(Index.Failure) -> Index {
    let index = try Index(path: folder)
    let key = Array("format".utf8)
    guard let found = try index.read(.properties, key, { [UInt8]($0) }) else {
      guard try index.isEmpty() else { throw Index.Failure.damaged }
      try index.apply([.init(table: .properties, key: key, value: Index.version)])
      return index
    }
    guard found == Index.version else { throw Index.Failure.otherFormat }
    return index
  }

  static func sentence(_ failure: Index.Failure, _ path: String) -> StoreError {
    if failure.isDamage {
      return StoreError(
        code: .damagedIndex,
        message: "The store's index \(path)/index is damaged: \(failure.message). "
          + "Delete that folder; every stage then runs once more.")
    }
    if failure.number == MDB_READERS_FULL || failure.number == EAGAIN {
      return StoreError(
        code: .alreadyOpen,
        message: "The store's index \(path)/index cannot be shared with all that use it now: "
          + "\(failure.message). Too many processes have it open, or one in another container, "
          + "whose process numbers it cannot tell apart. Try again when they have ended.")
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
}
