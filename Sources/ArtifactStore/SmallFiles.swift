internal import Glibc

/// Writes a file anew and makes its content survive a power failure.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(StoreError) {
  let file = try Descriptor(
    opening: path, O_WRONLY | O_CREAT | O_TRUNC, action: "Cannot create")
  // Closures of the standard library do not carry typed errors through.
  var failure: StoreError?
  bytes.withUnsafeBytes { content in
    do throws(StoreError) { try file.write(content, to: path) } catch { failure = error }
  }
  if let failure { throw failure }
  if fsync(file.raw) != 0 { throw StoreError.system("Cannot write", path) }
}

/// Reads at most `limit` bytes from the start of a file.
func readFile(_ path: String, limit: Int) throws(StoreError) -> [UInt8] {
  let file = try Descriptor(opening: path, O_RDONLY, action: "Cannot read")
  var bytes = [UInt8](repeating: 0, count: limit)
  var length = 0
  var failure: StoreError?
  bytes.withUnsafeMutableBytes { buffer in
    do throws(StoreError) {
      while length < limit {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[length...])
        let count = try file.read(into: rest, from: path)
        if count == 0 { break }
        length += count
      }
    } catch { failure = error }
  }
  if let failure { throw failure }
  bytes.removeSubrange(length...)
  return bytes
}
