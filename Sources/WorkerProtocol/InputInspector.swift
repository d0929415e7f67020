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
    for input in named {
      guard try digest(of: input.path, cancellation)?.hex == input.sha256 else {
        throw StageError(
          code: StageError.damagedInput,
          message: "The input \"\(input.role)\" is not what was made: \(input.path).")
      }
    }
  }

  /// - Returns: `nil` if it cannot be read to its end.
  private static func digest(
    of path: String, _ cancellation: Cancellation
  ) throws(StageError) -> Digest? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0 { return nil }
    defer { close(file) }
    let hasher = SHA256()
    let size = try hasher.update(readingFrom: file) { () throws(StageError) in
      if cancellation.isCancelled { throw StageError.cancelled }
    }
    return size == nil ? nil : hasher.finish()
  }
}
