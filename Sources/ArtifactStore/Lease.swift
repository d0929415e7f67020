internal import Glibc

/// A folder for temporary files that belongs to this process.
///
/// A lock in it is held as long as the process lives. Whoever can take that lock knows that the
/// owner is gone, however it went, and may delete the folder.
final class Lease {
  let folder: String
  private let lock: Descriptor
  private var serial = 0

  /// - Parameter parent: The store's folder of temporary files.
  init(in parent: String) throws(StoreError) {
    while true {
      let folder = "\(parent)/\(getpid())-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))"
      try createFolders(folder)
      do throws(StoreError) {
        let lock = try Descriptor(
          opening: "\(folder)/lock", O_RDWR | O_CREAT, action: "Cannot open the lock")
        guard lock.lock(exclusive: true, wait: false) else {
          // A sweep holds it: then the folder is as good as gone, and another is made. A file
          // system that cannot lock will not do so the next time either.
          if errno == EWOULDBLOCK { continue }
          throw StoreError.system("Cannot lock", "\(folder)/lock")
        }
        // The sweep may have ended already.
        if access("\(folder)/lock", F_OK) == 0 {
          self.folder = folder
          self.lock = lock
          return
        }
      } catch {
        // The same, a moment earlier.
        if access(folder, F_OK) == 0 { throw error }
      }
    }
  }

  deinit { Self.remove(folder) }

  /// A path in the folder that has not been given out before.
  func newPath() -> String {
    serial += 1
    return "\(folder)/\(serial)"
  }

  /// Deletes the folders of processes that are gone.
  static func sweep(folder: String) {
    for name in folderEntries(folder) {
      let path = "\(folder)/\(name)"
      // A folder without a lock is either being made now or was left between two calls.
      if rmdir(path) == 0 || unlink(path) == 0 { continue }
      // With a lock of the sweeper's making, only one of the two can have the folder.
      let raw = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard raw >= 0 else { continue }
      if flock(raw, LOCK_EX | LOCK_NB) == 0 { remove(path) }
      close(raw)
    }
  }

  /// The lock goes last: a process that is killed on the way must not leave what nobody can tell
  /// from the folder of one that lives.
  private static func remove(_ folder: String) {
    for name in folderEntries(folder) where name != "lock" { removeTree("\(folder)/\(name)") }
    removeTree(folder)
  }
}
