internal import CFFmpeg
internal import Glibc
internal import Synchronization

/// Keeps the last line that a library logged on each thread, for the error that follows it.
enum MediaLog {
  private struct Line {
    var level: Int32
    var text: String
  }

  private static let lines = Mutex<[pthread_t: Line]>([:])

  private static let installation: Void = reel_log_install()

  /// Makes the libraries log here instead of to the standard error output. Idempotent.
  static func install() { installation }

  /// The last error of this thread since the last call, else its last warning, else `nil`.
  static func takeLast() -> String? {
    lines.withLock { $0.removeValue(forKey: pthread_self())?.text }
  }

  /// `[mov,mp4 @ 0x55d0] moov atom not found` becomes `mov,mp4: moov atom not found`: addresses
  /// differ from run to run. Refusals lose the long list of what is allowed.
  static func tidied(_ line: String) -> String {
    var text = Substring(line)
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    if text.first == "[", let end = text.firstIndex(of: "]") {
      let source = text[text.index(after: text.startIndex)..<end]
      let name = source.split(separator: " ").first ?? ""
      text = name + ":" + text[text.index(after: end)...]
    }
    if let quote = text.firstIndex(of: "'"), text[..<quote].hasSuffix("not on whitelist ") {
      // Streams that nobody asked for are refused as well; that is no news.
      if text.contains("Codec (") { return "" }
      text = text[..<quote].dropLast() + ""
    }
    return String(text.prefix(400))
  }

  fileprivate static func note(_ text: String, level: Int32) {
    let thread = pthread_self()
    lines.withLock { lines in
      // Threads come and go with every decoder; what nobody asked for is of no use.
      if lines.count > 256 { lines.removeAll() }
      if let known = lines[thread], known.level < level, known.level <= AV_LOG_ERROR { return }
      lines[thread] = Line(level: level, text: text)
    }
  }
}

@_cdecl("reel_log_line")
func noteLogLine(_ level: Int32, _ line: UnsafePointer<CChar>?) {
  guard let line else { return }
  let text = MediaLog.tidied(String(cString: line))
  if !text.isEmpty { MediaLog.note(text, level: level) }
}

/// What the libraries say of an error number.
func libraryMessage(_ number: Int32) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
    av_strerror(number, buffer.baseAddress, buffer.count)
    return String(cString: buffer.baseAddress!)
  }
}
