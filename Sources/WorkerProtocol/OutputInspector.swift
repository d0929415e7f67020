internal import BuildGraph
internal import CGlibc
internal import Glibc

/// Looks at what a stage has written.
enum OutputInspector {
  /// Hashes a file, counts its bytes and pushes them to the disk.
  ///
  /// The engine synchronizes the file once more before it publishes; that costs nothing when
  /// the slow part has been done here, beside other workers.
  ///
  /// - Throws: ``StageError``: `no-space` if the disk is full, `internal` if the stage has not
  ///   written the file.
  static func inspect(_ output: StageContext.Output) throws(StageError) -> RunResult.Output {
    let file = open(output.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      throw StageError(
        code: "internal",
        message: "The stage did not write its output \"\(output.name)\".", detail: output.path)
    }
    defer { close(file) }
    // The disk writes while the file is hashed.
    reel_begin_writing(file, 0, 0)
    let hasher = SHA256()
    guard let size = hasher.update(readingFrom: file, check: {}) else { throw failure(output) }
    if fsync(file) != 0 { throw failure(output) }
    return RunResult.Output(name: output.name, digest: hasher.finish(), size: size)
  }

  private static func failure(_ output: StageContext.Output) -> StageError {
    let number = errno
    let isFull = number == ENOSPC || number == EDQUOT || number == EFBIG
    return StageError(
      code: isFull ? "no-space" : "internal",
      message: "The output \"\(output.name)\" could not be written: "
        + "\(String(cString: strerror(number))).",
      detail: output.path)
  }
}
