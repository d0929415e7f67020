internal import CGlibc
internal import CLMDB
internal import Glibc

/// What keeps processes from meeting at LMDB's own mutexes.
///
/// Those are robust, but a waiter can be left asleep for good: a process gives the mutex back and
/// wakes the first in the queue; a third takes it before that one has run, and does not know that
/// others wait; the one that was woken is killed. Nobody wakes the rest then. A kernel's file lock
/// has no such gap, and is given back with the process that held it. So whoever begins to write or to
/// read holds a file lock, and nobody queues at a mutex. (Only a writer that finds its predecessor
/// dead takes the readers' mutex without the readers' lock: two can meet there, and it takes three.)
///
/// The locks lie on files that the index has anyway. LMDB's lock file is not one of them: closing
/// it would drop the locks that LMDB itself holds there.
final class IndexLocks {
  private let writing: Int32
  private let entering: Int32

  /// - Parameters:
  ///   - folder: The index's folder.
  ///   - file: Its file of pages.
  init(folder: String, file: String) throws(Index.Failure) {
    let writing = open(file, O_RDONLY | O_CLOEXEC)
    guard writing >= 0 else { throw Index.Failure(number: errno) }
    let entering = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard entering >= 0 else {
      let number = errno
      close(writing)
      throw Index.Failure(number: number)
    }
    self.writing = writing
    self.entering = entering
  }

  deinit {
    close(writing)
    close(entering)
  }

  /// Takes the room for LMDB's lock file, before LMDB maps it: a page of a map for which the disk
  /// has no room ends the process.
  ///
  /// - Parameter environment: One that is not open yet.
  static func reserve(_ file: String, _ environment: OpaquePointer) throws(Index.Failure) {
    var readers: UInt32 = 0
    try Index.Failure.check(mdb_env_get_maxreaders(environment, &readers))
    // A cache line for each reader and two for the head, by LMDB's format of the file.
    let size = (Int(readers) + 2) * 64
    var status = stat()
    let exists = stat(file, &status) == 0
    if exists, Int(status.st_blocks) * 512 >= size { return }
    let raw = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    // LMDB says better what is wrong.
    guard raw >= 0 else { return }
    defer { close(raw) }
    while reel_reserve(raw, size) != 0 {
      switch errno {
      case EINTR: continue
      case ENOSPC, EDQUOT:
        // The head and the first readers have room in a file that was in use.
        if exists && status.st_blocks > 0 { return }
        throw Index.Failure(number: errno)
      default: return
      }
    }
  }

  /// Runs what begins and ends a transaction that writes. Waits for other processes' ones.
  func whileWriting<Result>(
    _ body: () throws(Index.Failure) -> Result
  ) throws(Index.Failure) -> Result {
    try Self.holding(writing, body)
  }

  /// Runs what enters or searches the table of readers.
  func whileEntering<Result>(
    _ body: () throws(Index.Failure) -> Result
  ) throws(Index.Failure) -> Result {
    try Self.holding(entering, body)
  }

  private static func holding<Result>(
    _ file: Int32, _ body: () throws(Index.Failure) -> Result
  ) throws(Index.Failure) -> Result {
    // On a file system that cannot lock, LMDB's mutexes have to do.
    while flock(file, LOCK_EX) != 0 && errno == EINTR {}
    defer { flock(file, LOCK_UN) }
    return try body()
  }
}
