/// Why a media file could not be read, or a result not be made.
public struct MediaError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// The file is no media file of a known kind.
    case notMedia = "not-media"
    /// The file cannot be opened or read.
    case unreadable
    /// The file has a kind, a codec or a size that is not supported.
    case unsupported
    /// The file's content is damaged, or lacks what it has to hold.
    case damaged = "invalid-media"
    /// The file lacks its end: whole, it would be good.
    case cutShort = "cut-short"
    /// The file has no picture.
    case noPicture = "no-picture"
    /// The file has no sound.
    case noSound = "no-sound"
    /// Pieces that were made apart do not fit together.
    case mismatch
    /// There is no space left to write the result.
    case noSpace = "no-space"
    /// The result cannot be written.
    case unwritable
    /// A library refused what it should accept.
    case `internal`
  }

  public var code: Code
  /// The file; `nil` if it is about none.
  public var path: String?
  /// One sentence: what happened, to which file, what to do.
  public var message: String
  /// The last line that the library logged, if any.
  public var detail: String?

  public init(_ code: Code, path: String? = nil, message: String, detail: String? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.detail = detail
  }
}

extension MediaError: CustomStringConvertible {
  public var description: String {
    detail.map { "\(message) (\(code.rawValue): \($0))" } ?? "\(message) (\(code.rawValue))"
  }
}
