import ArtifactStore
import BuildEngine
import BuildReports
import Glibc
import WorkerProtocol

/// An error of a build whose observers have been told of it.
struct ToldError: Error {
  var error: any Error
}

/// The events of a build that could not even begin: whoever reads `--json` waits for a last line.
enum EventFile {
  /// Writes that line, unless the build has done so.
  ///
  /// The file of `--json` is left alone if something else is in it: what a recipe reads is not
  /// known when the recipe cannot be read, and must not be overwritten.
  static func close(_ arguments: ParsedArguments, because error: any Error) {
    guard !(error is ToldError), let path = arguments.value(.json),
      let sink = path == "-" ? .standardOutput() : isOurs(path) ? TextSink(path: path) : nil
    else { return }
    JSONEventWriter(sink: sink).receive(.aborted(cause(of: error)), at: 0)
  }

  private static func cause(of error: any Error) -> StageError {
    switch error {
    case let error as StoreError: StageError(code: error.code.rawValue, message: error.message)
    case let error as EngineError: StageError(code: error.code.rawValue, message: error.message)
    case let error as UsageError: StageError(code: "usage", message: error.message)
    case let error as ReportedError: StageError(code: "usage", message: error.description)
    default: StageError(code: "internal", message: String(describing: error))
    }
  }

  /// Whether there is no such file, or nothing but events of an earlier build in it.
  private static func isOurs(_ path: String) -> Bool {
    guard let file = fopen(path, "r") else { return errno == ENOENT }
    defer { fclose(file) }
    let mark = Array(#"{"event":"#.utf8)
    var bytes = [UInt8](repeating: 0, count: mark.count)
    let count = fread(&bytes, 1, bytes.count, file)
    return count == 0 || bytes == mark
  }
}
