/// Why a report cannot be read.
public struct ReportError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// The text is no JSON.
    case malformed
    /// It is JSON, but not a report: a field is missing or of another type.
    case notAReport = "not-a-report"
    /// A later version of the program wrote it.
    case newerFormat = "newer-format"
  }

  public var code: Code
  /// What is wrong, as a sentence without the file's name.
  public var message: String

  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}
