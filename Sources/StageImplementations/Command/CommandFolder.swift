internal import CIsolation
internal import Glibc
internal import WorkerProtocol

/// The folder in which a command runs, with copies of its inputs.
///
/// Copies rather than links: a command may change its inputs, and what they were copied from, the
/// store's artifacts and the user's files, must stay what it is.
struct CommandFolder {
  /// Where the command starts.
  let path: String
  /// For what is neither an input nor an output.
  let temporaryPath: String

  /// - Parameter scratch: An empty folder.
  init(in scratch: String) throws {
    path = scratch + "/work"
    temporaryPath = scratch + "/tmp"
    for folder in [path, temporaryPath] {
      guard mkdir(folder, 0o755) == 0 else { throw Self.failure("create", folder) }
    }
  }

  /// Copies a file into the folder.
  ///
  /// Every copy may be executed, whether or not the file may: the file's mode is in no key, so
  /// nothing may depend on it.
  func add(_ file: String, as name: String, checkCancelled: () throws -> Void) throws {
    let place = path + "/" + name
    try makeFolders(of: name)
    try copy(file, to: place, mode: 0o755, checkCancelled: checkCancelled)
  }

  /// Moves a file that the command has made to its place.
  ///
  /// - Returns: Whether there is such a file.
  /// - Throws: ``StageError`` if there is something else of that name.
  func moveOutput(_ name: String, to place: String) throws -> Bool {
    let file = path + "/" + name
    var status = stat()
    guard lstat(file, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StageError(
        code: "command-failed",
        message: "The command made \"\(name)\" as a folder, a link or a special file; let it make "
          + "a regular file.")
    }
    chmod(file, 0o644)
    // A file with a second name could be changed under that name later.
    if status.st_nlink > 1 {
      try copy(file, to: place, mode: 0o644, checkCancelled: {})
    } else if rename(file, place) != 0 {
      throw Self.failure("move", file)
    }
    return true
  }

  private func makeFolders(of name: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw Self.failure("create", folder)
      }
    }
  }

  private func copy(
    _ file: String, to place: String, mode: mode_t, checkCancelled: () throws -> Void
  ) throws {
    let source = open(file, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw Self.failure("read", file) }
    defer { close(source) }
    let target = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard target >= 0 else { throw Self.failure("create", place) }
    defer { close(target) }
    // Shares the blocks where the file system can, and stays in the kernel elsewhere.
    while true {
      let count = reel_copy_range(source, target, 64 << 20)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        guard [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) else {
          throw Self.failure("copy", file)
        }
        break
      }
      try checkCancelled()
    }
    try copyByHand(source, target, file: file, checkCancelled: checkCancelled)
  }

  /// Between file systems that do not know each other. Goes on where the files' positions are.
  private func copyByHand(
    _ source: Int32, _ target: Int32, file: String, checkCancelled: () throws -> Void
  ) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      try checkCancelled()
      let count = read(source, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure("read", file) }
      if count == 0 { return }
      var rest = buffer[..<count]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
        if written < 0 && errno == EINTR { continue }
        guard written >= 0 else { throw Self.failure("copy", file) }
        rest = rest.dropFirst(written)
      }
    }
  }

  private static func failure(_ verb: String, _ path: String) -> StageError {
    let number = errno
    let isFull = number == ENOSPC || number == EDQUOT
    return StageError(
      code: isFull ? "no-space" : "internal",
      message: "Cannot \(verb) \(path) for a command: \(String(cString: strerror(number))).")
  }
}
