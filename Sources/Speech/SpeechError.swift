/// Why a text could not be spoken.
public struct SpeechError: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Code: String, Hashable, Sendable {
    /// The engine has no voice of that name.
    case unknownVoice = "unknown-voice"
    /// The text holds nothing that the voice can say.
    case unspeakable = "unspeakable"
    /// The engine cannot do what is asked of it, such as to speak that slowly.
    case unsupported = "unsupported"
    /// The engine's data is missing.
    case missingData = "missing-data"
    /// The engine failed, or took too long.
    case engineFailed = "engine-failed"
  }

  public var code: Code
  /// One sentence: what happened, and what to do.
  public var message: String
  /// More for the log; `nil` if there is none.
  public var detail: String?

  public init(_ code: Code, _ message: String, detail: String? = nil) {
    self.code = code
    self.message = message
    self.detail = detail
  }
}

extension SpeechError: CustomStringConvertible {
  public var description: String {
    detail.map { "\(message) (\(code.rawValue): \($0))" } ?? "\(message) (\(code.rawValue))"
  }
}
