import Glibc

/// What the harness does with files. Errors of the system become ``HarnessError``, since a
/// harness that goes on after one would prove nothing.
enum Files {
  static func read(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw HarnessError.system("read", path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 { throw HarnessError.system("read", path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  static func text(_ path: String) -> String {
    String(decoding: (try? read(path)) ?? [], as: UTF8.self)
  }

  /// Writes a file in its place, keeping its inode if it is there.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw HarnessError.system("write", path) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 { throw HarnessError.system("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  static func createFolder(_ path: String) throws {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw HarnessError.system("create", path)
    }
    try createFolder(String(path[..<slash]))
    if mkdir(path, 0o755) != 0 && errno != EEXIST { throw HarnessError.system("create", path) }
  }

  /// The names in a folder, sorted, so that a seed picks the same one each time.
  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file or a folder with all that is in it.
  static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  /// Copies a file or a folder with its permissions, not its times. A file that goes away
  /// meanwhile is left out.
  static func copy(_ source: String, to target: String) throws {
    guard let status = status(source) else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      try createFolder(target)
      for name in names(in: source) { try copy("\(source)/\(name)", to: "\(target)/\(name)") }
    } else {
      try write(try read(source), to: target)
      chmod(target, status.st_mode & 0o7777)
    }
  }

  /// What `lstat` tells, or `nil` if there is nothing.
  static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  static func exists(_ path: String) -> Bool { status(path) != nil }

  static func isFolder(_ path: String) -> Bool {
    status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  static func size(_ path: String) -> Int { status(path).map { Int($0.st_size) } ?? 0 }

  /// Sets when a file was last changed, in seconds before (below zero) or after what it says now.
  static func shiftTime(of path: String, by seconds: Int) {
    guard let status = status(path) else { return }
    setTime(of: path, seconds: status.st_mtim.tv_sec + seconds, nanoseconds: status.st_mtim.tv_nsec)
  }

  static func setTime(of path: String, seconds: Int, nanoseconds: Int) {
    let time = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
    let times = [time, time]
    utimensat(AT_FDCWD, path, times, 0)
  }
}

/// The harness itself cannot go on. This is no loss, and is never counted as passed either.
struct HarnessError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }

  static func system(_ action: String, _ path: String) -> HarnessError {
    HarnessError("cannot \(action) \(path): \(String(cString: strerror(errno)))")
  }
}
