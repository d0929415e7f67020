internal import Glibc

/// What differs between two files, and between a file and what becomes of it when it is written
/// to.
struct FileIdentity: Equatable {
  private var device: UInt64
  private var inode: UInt64
  private var size: Int64
  /// Last change of content or attributes, as seconds and nanoseconds.
  private var seconds: Int
  private var nanoseconds: Int

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    seconds = status.st_ctim.tv_sec
    nanoseconds = status.st_ctim.tv_nsec
  }

  /// - Returns: `nil` if there is nothing at the path.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}
