internal import Glibc

/// Why the store cannot do what it was asked.
///
/// A missing or damaged artifact is no error: it is a miss, and costs time only.
public struct StoreError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// The path is not a folder, or a folder that holds something else.
    case notAStore = "not-a-store"
    /// A newer program made the store.
    case newerFormat = "newer-format"
    /// The store or the place of a delivery cannot be written.
    case notWritable = "not-writable"
    /// The disk, or what the user may use of it, is full.
    case noSpace = "no-space"
    /// The index refuses to work. Without it every stage runs again; nothing else is lost.
    case damagedIndex = "damaged-index"
    /// This process has the store open already.
    case alreadyOpen = "already-open"
    /// An artifact is not what its record says.
    case damagedArtifact = "damaged-artifact"
    /// A file that is to be read is missing or unreadable.
    case unreadableFile = "unreadable-file"
    /// A file changed while it was read.
    case fileChanged = "file-changed"
    /// The work was given up on request.
    case cancelled = "cancelled"
    /// Any other error of the file system.
    case input = "input-output"
  }

  public var code: Code
  /// One sentence: what happened, to which file, what to do.
  public var message: String

  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// The exit status that a program should end with: 3 if the store is damaged or not writable,
  /// 2 if a file that the user named cannot be read, 130 if the work was given up.
  public var exitStatus: Int32 {
    switch code {
    case .unreadableFile, .fileChanged: 2
    case .cancelled: 130
    default: 3
    }
  }

  /// An error from `errno`, which the last failed call has set.
  ///
  /// - Parameter action: What failed, such as `cannot write the artifact`.
  static func system(_ action: String, _ path: String, errno number: Int32 = errno) -> StoreError {
    let reason = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT, EFBIG:
      return StoreError(
        code: .noSpace,
        message: "\(action) \(path): \(reason). Free some space or choose another place.")
    case EACCES, EPERM, EROFS:
      return StoreError(
        code: .notWritable,
        message: "\(action) \(path): \(reason). Check its permissions or choose another place.")
    default:
      return StoreError(code: .input, message: "\(action) \(path): \(reason).")
    }
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String { message }
}
