internal import Glibc

/// An open file or folder, closed when its owner lets go of it.
struct Descriptor: ~Copyable {
  let raw: Int32

  /// Opens a file; it is closed in programs that this one starts.
  ///
  /// - Parameter action: What the caller is about, for the error's sentence.
  init(
    opening path: String, _ flags: Int32, mode: mode_t = 0o644, action: String
  ) throws(StoreError) {
    var opened: Int32
    repeat { opened = open(path, flags | O_CLOEXEC, mode) } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw StoreError.system(action, path) }
    raw = opened
  }

  deinit { close(raw) }

  /// Takes an advisory lock, which the kernel gives back when the process ends, however it ends.
  ///
  /// - Returns: Whether the lock is held; only false if `wait` is.
  borrowing func lock(exclusive: Bool, wait: Bool) -> Bool {
    let operation = (exclusive ? LOCK_EX : LOCK_SH) | (wait ? 0 : LOCK_NB)
    while flock(raw, operation) != 0 {
      if errno != EINTR { return false }
    }
    return true
  }

  borrowing func status() -> stat? {
    var status = stat()
    return fstat(raw, &status) == 0 ? status : nil
  }

  borrowing func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(StoreError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(raw, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw StoreError.system("Cannot write", path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Reads up to a full buffer.
  ///
  /// - Returns: The number of bytes; 0 at the end of the file.
  borrowing func read(
    into buffer: UnsafeMutableRawBufferPointer, from path: String
  ) throws(StoreError) -> Int {
    while true {
      let count = Glibc.read(raw, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw StoreError.system("Cannot read", path) }
    }
  }
}

/// Makes changes to a folder's entries survive a power failure.
func synchronizeFolder(_ path: String) throws(StoreError) {
  let folder = try Descriptor(
    opening: path, O_RDONLY | O_DIRECTORY, action: "Cannot open the folder")
  // Some file systems have no such call for folders and say EINVAL; they need none.
  if fsync(folder.raw) != 0 && errno != EINVAL {
    throw StoreError.system("Cannot synchronize the folder", path)
  }
}

/// Creates a folder and those above it. It is no error if they exist.
func createFolders(_ path: String) throws(StoreError) {
  if mkdir(path, 0o755) == 0 { return }
  if errno == EEXIST {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw StoreError.system("Cannot create the folder", path, errno: ENOTDIR)
  }
  guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
    throw StoreError.system("Cannot create the folder", path)
  }
  try createFolders(String(path[..<slash]))
  if mkdir(path, 0o755) != 0 && errno != EEXIST {
    throw StoreError.system("Cannot create the folder", path)
  }
}

/// The names in a folder, without `.` and `..`; none if it cannot be read.
func folderEntries(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

/// Removes a file or a folder with all that is in it, following no symbolic link. What cannot be
/// removed stays.
func removeTree(_ path: String) {
  if unlink(path) == 0 || errno == ENOENT { return }
  for name in folderEntries(path) { removeTree("\(path)/\(name)") }
  rmdir(path)
}
