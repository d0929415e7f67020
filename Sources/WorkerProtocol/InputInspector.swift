internal import BuildGraph
internal import Glibc

/// Looks at what a stage is going to read.
enum InputInspector {
  /// Reads the inputs whose content the request names, and compares.
  ///
  /// - Throws: ``StageError``: ``StageError/damagedInput`` if one is not what it has to be, or
  ///   cannot be read; `cancelled`.
  static func inspect(
    _ inputs: [StageContext.Input], _ cancellation: Cancellation
  ) throws(StageError) {
    let named = inputs.filter { $0.sha256 != nil }
    if named.isEmpty { return }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
    defer { buffer.deallocate() }
    let hasher = SHA256()
    for input in named {
      guard try digest(of: input.path, hasher, buffer, cancellation)?.hex == input.sha256 else {
        throw StageError(
          code: StageError.damagedInput,
          message: "The input \"\(input.role)\" is not what was made: \(input.path).")
      }
    }
  }

  /// - Returns: `nil` if it cannot be read to its end.
  private static func digest(
    of path: String, _ hasher: SHA256, _ buffer: UnsafeMutableRawBufferPointer,
    _ cancellation: Cancellation
  ) throws(StageError) -> Digest? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0 { return nil }
    defer { close(file) }
    posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
    while true {
      if cancellation.isCancelled { throw StageError.cancelled }
      let count = read(file, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 {
        let digest = hasher.finish()
        return count == 0 ? digest : nil
      }
      hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
