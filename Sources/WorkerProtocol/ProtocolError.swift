/// Why the other end of a pipe cannot be understood, or is not there.
public struct ProtocolError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// A frame claims to be longer than any can be: what arrives is no frame.
    case oversizedFrame = "oversized-frame"
    /// A frame does not hold a message of this protocol.
    case malformedMessage = "malformed-message"
    /// The program could not be started.
    case launchFailed = "launch-failed"
    /// The other end is gone.
    case closed = "closed"
  }

  public var code: Code
  /// One sentence: what happened, what to do.
  public var message: String

  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }
}

extension ProtocolError: CustomStringConvertible {
  public var description: String { message }
}
