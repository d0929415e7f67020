internal import Glibc

/// Reads font files as bytes.
enum FontFile {
  /// Larger files are refused: the largest fonts there are, of all CJK characters, have 40 MB.
  static let limit = 256 << 20

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { throw Failure(description: "not a regular file of a font's size") }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0 { failure = errno }
        guard got > 0 else { return }
        count += got
      }
    }
    guard failure == 0 else { throw Failure(description: String(cString: strerror(failure))) }
    return bytes
  }

  /// Whether the first bytes are those of a TrueType or OpenType font or of a collection.
  static func isFont(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 12 else { return false }
    let tag = Array(bytes[0..<4])
    return tag == [0, 1, 0, 0] || ["OTTO", "true", "ttcf"].contains { Array($0.utf8) == tag }
  }
}
