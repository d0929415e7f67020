internal import Glibc

/// A whole file in memory, read-only, paged in as it is touched.
///
/// For files of the artifact store, which nobody changes, and for fonts, of which few pages are
/// needed. A font is the user's file: if it is cut short while it is mapped, touching what is gone
/// ends the process (`SIGBUS`). The engine then has lost a worker: it starts another one and tries
/// the stage once more, and the build goes on. Other files of the user are read, not mapped.
///
/// `@unchecked Sendable`: the mapping is set once and never written.
final class MappedFile: @unchecked Sendable {
  let path: String
  let bytes: UnsafeRawBufferPointer

  init(path: String) throws(MediaError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, errno) }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw .unreadable(path, errno) }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}

extension MediaError {
  static func unreadable(_ path: String, _ number: Int32) -> MediaError {
    MediaError(
      .unreadable, path: path,
      message: "\(path) cannot be read: \(String(cString: strerror(number))).")
  }

  static func unwritable(_ path: String, _ number: Int32) -> MediaError {
    MediaError(
      number == ENOSPC || number == EDQUOT ? .noSpace : .unwritable, path: path,
      message: "\(path) cannot be written: \(String(cString: strerror(number))).")
  }
}
