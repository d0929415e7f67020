/// Why a stage could not do its work: an answer, not an accident.
///
/// The engine does not try a node again whose stage said this; a worker that dies or hangs is
/// another matter.
public struct StageError: Error, Codable, Hashable, Sendable {
  /// What kind of failure it is, in words that programs compare, such as `invalid-media`,
  /// `unknown-voice`, `missing-glyphs`, `no-space`, `cancelled` or `internal`.
  public var code: String
  /// One sentence: what happened, to which file, what to do.
  public var message: String
  /// More for the log, such as a library's last line; `nil` if there is none.
  public var detail: String?

  public init(code: String, message: String, detail: String? = nil) {
    self.code = code
    self.message = message
    self.detail = detail
  }

  /// What ``StageContext/checkCancelled()`` throws.
  public static let cancelled = StageError(code: "cancelled", message: "The build was cancelled.")
}

extension StageError: CustomStringConvertible {
  public var description: String {
    detail.map { "\(message) (\(code): \($0))" } ?? "\(message) (\(code))"
  }
}
