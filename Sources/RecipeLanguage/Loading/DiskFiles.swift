internal import Glibc

/// The files of the machine.
public struct DiskFiles: RecipeFiles {
  public init() {}

  /// The bytes of a regular file.
  ///
  /// The corresponding C functions are `open`, `fstat` and `read`.
  public func read(_ path: String) throws(FileProblem) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.problem() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.problem() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileProblem("it is a folder")
    default: throw FileProblem("it is no regular file")
    }
    guard status.st_size <= YAMLLimits.fileSize else {
      throw FileProblem("it has more than 16 MiB")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.problem()
      }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  private static func problem() -> FileProblem {
    switch errno {
    case ENOENT, ENOTDIR: FileProblem("no such file")
    case EACCES, EPERM: FileProblem("no permission to read it")
    case let code: FileProblem(String(cString: strerror(code)))
    }
  }
}
