internal import Glibc

/// The end of what a command prints, however much that is.
struct OutputTail {
  /// Whether the other end of the pipe is closed.
  private(set) var isAtEnd = false
  private var bytes: [UInt8] = []
  /// How many of the last bytes have not been logged yet, and when some may be.
  private var newBytes = 0
  private var nextLog = ContinuousClock.now
  private var buffer = [UInt8](repeating: 0, count: 256 << 10)

  private static let keptBytes = 16 << 10
  private static let keptLines = 20
  private static let lineLength = 300
  private static let loggedBytes = 2 << 10
  private static let logInterval = Duration.milliseconds(50)

  /// Takes what is in a pipe that does not block.
  ///
  /// - Parameter limit: How many reads at most.
  mutating func read(from pipe: Int32, limit: Int) {
    for _ in 0..<limit {
      if isAtEnd { return }
      let count = Glibc.read(pipe, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { return }
      guard count > 0 else {
        isAtEnd = true
        return
      }
      append(buffer[..<count])
    }
  }

  /// Hands what is new on to the worker's log. A command that prints now and then is there with
  /// all of it; of one that floods only a little is, twenty times a second, so that the engine
  /// is not kept busy with reading.
  mutating func log(isLast: Bool) {
    let now = ContinuousClock.now
    guard newBytes > 0, isLast || now >= nextLog else { return }
    nextLog = now + Self.logInterval
    var rest = bytes.suffix(min(newBytes, Self.loggedBytes))
    newBytes = 0
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The last lines, without what a terminal would act on; `nil` if nothing was printed.
  var lines: String? {
    let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard !lines.isEmpty else { return nil }
    return lines.suffix(Self.keptLines).map(Self.printable).joined(separator: "\n")
  }

  private mutating func append(_ chunk: ArraySlice<UInt8>) {
    bytes += chunk.suffix(Self.keptBytes)
    if bytes.count > 4 * Self.keptBytes { bytes.removeFirst(bytes.count - Self.keptBytes) }
    newBytes += chunk.count
  }

  private static func printable(_ line: ArraySlice<UInt8>) -> String {
    var text = ""
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars.prefix(lineLength) {
      switch scalar.value {
      case 0x09: text += "  "
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: continue
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
