internal import BuildGraph
internal import Glibc

extension ArtifactStore {
  /// Does something while no other process has the store open.
  ///
  /// While it waits, this process holds nothing: two that wait for each other would wait for
  /// ever. So whatever was looked up before may be gone when `body` begins.
  ///
  /// - Parameters:
  ///   - wait: Seconds to wait for other processes.
  ///   - onWait: Is called once if there are any.
  /// - Returns: `nil` if others have the store open still.
  func exclusively<Result>(
    wait: Double, onWait: () -> Void, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    let deadline = MonotonicClock.now + wait
    var isOurs = lock.lock(exclusive: true, wait: false)
    if !isOurs && wait > 0 {
      onWait()
      _ = flock(lock.raw, LOCK_UN)
      while !isOurs && MonotonicClock.now < deadline {
        usleep(50_000)
        isOurs = lock.lock(exclusive: true, wait: false)
      }
    }
    // A failed attempt may have lost the shared lock.
    if !isOurs, !lock.lock(exclusive: false, wait: true) {
      throw StoreError.system("Cannot lock the store", path)
    }
    defer { if isOurs { _ = lock.lock(exclusive: false, wait: true) } }
    try followIndex()
    return isOurs ? try body() : nil
  }

  /// Whether the index is still the one that others find. In a store that is gone as a whole, as a
  /// temporary one is from the start, nobody finds any.
  var isIndexInPlace: Bool {
    guard let found = FileIdentity(path: "\(path)/index/data.mdb") else {
      return FileIdentity(path: path) == nil
    }
    return found == index.identity
  }

  /// Opens the index anew if another process has replaced it while nothing was held.
  func followIndex() throws(StoreError) {
    if isIndexInPlace { return }
    let opening = try Self.lockOpening(path)
    (index, _) = try Self.openIndex("\(path)/index")
    _ = consume opening
  }

  /// Writes the index's file anew if more than half of it is unused: LMDB never gives space back.
  ///
  /// The caller is the only one who has the store open.
  ///
  /// - Returns: Bytes that the file has lost.
  func compactIndex() throws(StoreError) -> Int64 {
    let size = try indexed { () throws(Index.Failure) in try index.check() }
    guard size.bytes > Self.smallIndex, size.freeBytes > size.bytes / 2 else { return 0 }
    let folder = "\(path)/index"
    let opening = try Self.lockOpening(path)
    let draft = "\(folder).new"
    removeTree(draft)
    try createFolders(draft)
    // Not by `indexed`: mending damage takes the opening lock, which is held here. An index that
    // cannot be copied stays as it is.
    do throws(Index.Failure) { try index.copyCompacted(to: draft) } catch {
      removeTree(draft)
      return 0
    }
    let aside = "\(folder).old"
    try Self.swap(folder, with: draft, aside: aside)
    let new = try Self.openIndex(folder).index
    index = new
    removeTree(aside)
    _ = consume opening
    var status = stat()
    guard stat("\(folder)/data.mdb", &status) == 0 else { return 0 }
    return size.bytes - Int64(status.st_size)
  }

  /// Bytes below which compaction is not worth it.
  private static let smallIndex: Int64 = 1 << 20
}
