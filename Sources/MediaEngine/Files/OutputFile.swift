internal import Glibc

/// A file that is written from its start to its end.
final class OutputFile {
  let path: String
  private var descriptor: Int32

  /// Creates the file, or empties it.
  init(path: String) throws(MediaError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path, errno) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(MediaError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.base.baseAddress! + rest.startIndex, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .unwritable(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  func write(_ bytes: [UInt8]) throws(MediaError) {
    // A closure would lose the typed error.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(MediaError) in try write(buffer) }
    }
    try result.get()
  }

  /// Replaces bytes that have been written already; what follows is still appended.
  func overwrite(_ bytes: [UInt8], at offset: Int) throws(MediaError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, bytes.count - done, off_t(offset + done))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unwritable(path, errno)
      }
      done += count
    }
  }

  func close() throws(MediaError) {
    let result = Glibc.close(descriptor)
    descriptor = -1
    guard result == 0 else { throw .unwritable(path, errno) }
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }
}
