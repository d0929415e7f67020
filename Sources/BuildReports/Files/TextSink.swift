internal import Glibc

/// A place to write text to: a file or a stream of the process.
///
/// What cannot be written is dropped: a display must not end a build because nobody reads it.
/// ``failed`` tells.
public final class TextSink {
  private let descriptor: Int32
  private let isOwned: Bool
  public var failed: Bool { errorNumber != 0 }
  /// What `errno` was when text was dropped for the first time, else 0.
  public private(set) var errorNumber: Int32 = 0

  /// Why text was dropped, as the system says it; `nil` if none was.
  public var failure: String? { failed ? String(cString: strerror(errorNumber)) : nil }

  /// Whether text was dropped because its reader went away, as `head` does when it has enough.
  public var isReaderGone: Bool { errorNumber == EPIPE }

  public static func standardOutput() -> TextSink { TextSink(descriptor: 1, isOwned: false) }
  public static func standardError() -> TextSink { TextSink(descriptor: 2, isOwned: false) }

  private init(descriptor: Int32, isOwned: Bool) {
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  /// Creates or empties a file; `nil` if that is not possible, with the reason in `errno`.
  public convenience init?(path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return nil }
    self.init(descriptor: descriptor, isOwned: true)
  }

  deinit { if isOwned { close(descriptor) } }

  public func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  public func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while let base = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, base, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        if errorNumber == 0 { errorNumber = errno }
        return
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Columns and rows of the terminal; 80 × 24 where it does not say.
  public var terminalSize: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
