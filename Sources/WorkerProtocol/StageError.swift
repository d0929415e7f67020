/// Why a stage could not do its work: an answer, not an accident.
///
/// The engine does not try a node again whose stage said this, unless the stage calls it
/// transient; a worker that dies or hangs is another matter.
public struct StageError: Error, Hashable, Sendable {
  /// What kind of failure it is, in words that programs compare, such as `invalid-media`,
  /// `unknown-voice`, `missing-glyphs`, `no-space`, `cancelled` or `internal`.
  public var code: String
  /// One sentence: what happened, to which file, what to do.
  public var message: String
  /// More for the log, such as a library's last line; `nil` if there is none.
  public var detail: String?
  /// Whether the same request may well succeed a little later: a server was busy, a line was
  /// cut.
  public var isTransient: Bool
  /// Seconds that the stage was told to wait before it tries again, as by a server's
  /// `Retry-After`; `nil` if it was told nothing. Counts for transient errors only.
  public var retryAfterSeconds: Double?

  public init(
    code: String, message: String, detail: String? = nil, isTransient: Bool = false,
    retryAfterSeconds: Double? = nil
  ) {
    self.code = code
    self.message = message
    self.detail = detail
    self.isTransient = isTransient
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// The code of a failure that is not the stage's: an input is not what its request says.
  public static let damagedInput = "damaged-input"

  /// What ``StageContext/checkCancelled()`` throws.
  public static let cancelled = StageError(code: "cancelled", message: "The build was cancelled.")
}

extension StageError: Codable {
  private enum CodingKeys: CodingKey { case code, message, detail, isTransient, retryAfterSeconds }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decode(String.self, forKey: .code)
    message = try container.decode(String.self, forKey: .message)
    detail = try container.decodeIfPresent(String.self, forKey: .detail)
    // Older workers say nothing of these two.
    isTransient = try container.decodeIfPresent(Bool.self, forKey: .isTransient) ?? false
    retryAfterSeconds = try container.decodeIfPresent(Double.self, forKey: .retryAfterSeconds)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(code, forKey: .code)
    try container.encode(message, forKey: .message)
    try container.encodeIfPresent(detail, forKey: .detail)
    if isTransient { try container.encode(true, forKey: .isTransient) }
    try container.encodeIfPresent(retryAfterSeconds, forKey: .retryAfterSeconds)
  }
}

extension StageError: CustomStringConvertible {
  public var description: String {
    detail.map { "\(message) (\(code): \($0))" } ?? "\(message) (\(code))"
  }
}
