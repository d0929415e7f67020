internal import Glibc

/// What `stat` tells about a file that changes when its content does.
public struct FileStamp: Hashable, Sendable {
  public var device: UInt64
  public var inode: UInt64
  /// Bytes.
  public var size: Int64
  /// Last change of the content, in nanoseconds of the file system's clock.
  public var modified: Int64
  /// Last change of content or attributes, in nanoseconds. A program that sets a file's times
  /// back cannot set this one.
  public var changed: Int64

  /// Looks at a file, following symbolic links.
  ///
  /// - Returns: `nil` if there is no such file, or it is not a regular one.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(status)
  }

  /// Looks at anything that a result may depend on: a file, a folder, whose time changes with the
  /// names in it, or nothing at all.
  public init(witness path: String) {
    var status = stat()
    self = stat(path, &status) == 0 ? FileStamp(status) : .absent
  }

  /// The stamp of what is not there.
  public static let absent = FileStamp(stat())

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// Whether the file could change once more without its stamp changing.
  ///
  /// That is so while the clock that stamps files still shows the time of the last change, as in
  /// git's index. It is also so for every time in the future: then the clock was set back.
  public func isRacy(at now: Int64 = FileStamp.now) -> Bool {
    if self == .absent { return false }
    // A file system that keeps whole seconds shows them in both times.
    let wholeSeconds = modified % 1_000_000_000 == 0 && changed % 1_000_000_000 == 0
    let granularity: Int64 = wholeSeconds ? 2_000_000_000 : 1
    return max(modified, changed) + granularity > now
  }

  /// Looks at a file once it could not change any more without its stamp changing.
  ///
  /// Waits a few milliseconds for that if the file was changed a moment ago. If it takes longer,
  /// the stamp is another machine's or another clock's, and stays racy.
  public static func settled(path: String) -> FileStamp? {
    settled { FileStamp(path: path) }
  }

  /// The same for what ``init(witness:)`` looks at.
  public static func settled(witness path: String) -> FileStamp {
    settled { FileStamp(witness: path) } ?? .absent
  }

  private static func settled(_ look: () -> FileStamp?) -> FileStamp? {
    var stamp = look()
    for _ in 0..<clockWaits {
      // No waiting helps against a time in the future.
      guard let found = stamp, found.isRacy(),
        max(found.modified, found.changed) < FileStamp.now + 50_000_000
      else { return stamp }
      usleep(1000)
      stamp = look()
    }
    return stamp
  }

  // The kernel's file clock ticks every 1 to 10 ms.
  private static let clockWaits = 20

  /// The time that the kernel would stamp on a file now, in nanoseconds.
  public static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  func encode(into writer: inout ByteWriter) {
    writer.append(device)
    writer.append(inode)
    writer.append(UInt64(bitPattern: size))
    writer.append(UInt64(bitPattern: modified))
    writer.append(UInt64(bitPattern: changed))
  }

  init?(from reader: inout ByteReader) {
    guard let device = reader.word(), let inode = reader.word(), let size = reader.word(),
      let modified = reader.word(), let changed = reader.word()
    else { return nil }
    self.device = device
    self.inode = inode
    self.size = Int64(bitPattern: size)
    self.modified = Int64(bitPattern: modified)
    self.changed = Int64(bitPattern: changed)
  }
}
