internal import CIsolation
internal import Glibc

/// What a speech engine answered from its child process.
///
/// Both engines keep state that they offer no way to reset, so that a sentence's bytes would
/// depend on what was said before it. A child starts from the same state each time; a crash of
/// the engine on a hostile text ends the child alone.
struct IsolatedSpeech {
  /// A word as the engine reports it, in its own samples.
  struct Word {
    var offset: Int
    var length: Int
    var start: Int
    /// `nil` if the engine does not tell.
    var end: Int?
  }

  var sampleRate = 0
  var samples: [Int16] = []
  var words: [Word] = []
  var texts: [String] = []

  /// How long a child may take, in seconds: ten times what flite, the slower of the two, takes
  /// for a text of that length. It is words of thousands of letters that take longer.
  static func timeLimit(length: Int) -> UInt32 { 20 + UInt32(length / 200) }

  /// No words, and no sound.
  init(silenceAt rate: Int) { sampleRate = rate }

  /// - Parameters:
  ///   - length: How long the text is, in Unicode scalars.
  ///   - explain: Turns the status with which the child gave up into an error.
  init<Request>(
    _ work: reel_isolated_work, _ request: Request, engine: SpeechEngine, length: Int = 0,
    explain: (Int32) -> SpeechError?
  ) throws(SpeechError) {
    let file = reel_memory_file()
    guard file >= 0 else { throw Self.failure(engine, "no memory file: errno \(errno)") }
    defer { close(file) }
    let limit = Self.timeLimit(length: length)
    let status = withUnsafePointer(to: request) { reel_isolate(work, $0, file, limit) }
    guard status >= 0 else { throw Self.failure(engine, "no child process: errno \(errno)") }
    let signal = reel_ending_signal(status)
    guard signal == 0 else {
      throw Self.failure(
        engine, signal == SIGALRM ? "took over \(limit) s" : "ended by signal \(signal)")
    }
    let exit = reel_exit_status(status)
    guard exit == 0 else { throw explain(exit) ?? Self.failure(engine, "status \(exit)") }
    guard let bytes = Self.contents(of: file), read(bytes) else {
      throw Self.failure(engine, "its answer is not whole")
    }
  }

  private static func failure(_ engine: SpeechEngine, _ detail: String) -> SpeechError {
    SpeechError(
      .engineFailed,
      "The speech engine \(engine.rawValue) failed; change the text or choose another engine.",
      detail: detail)
  }

  private static func contents(of file: Int32) -> [UInt8]? {
    let size = Int(lseek(file, 0, SEEK_END))
    guard size >= 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = pread(file, buffer.baseAddress! + count, size - count, off_t(count))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { break }
        count += got
      }
    }
  }

  /// - Returns: Whether the records end as they should.
  private mutating func read(_ bytes: [UInt8]) -> Bool {
    func integer(at offset: Int) -> Int {
      bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: offset, as: Int32.self)) }
    }
    var offset = 0
    while offset + 8 <= bytes.count {
      let (kind, size) = (integer(at: offset), integer(at: offset + 4))
      offset += 8
      guard size >= 0, offset + size <= bytes.count else { return false }
      switch kind {
      case Int(REEL_RECORD_RATE) where size == 4:
        sampleRate = integer(at: offset)
      case Int(REEL_RECORD_SAMPLES):
        bytes.withUnsafeBytes { raw in
          samples.append(
            contentsOf: (0..<size / 2).map {
              raw.loadUnaligned(fromByteOffset: offset + $0 * 2, as: Int16.self)
            })
        }
      case Int(REEL_RECORD_WORD) where size == 16:
        let end = integer(at: offset + 12)
        words.append(
          Word(
            offset: integer(at: offset), length: integer(at: offset + 4),
            start: integer(at: offset + 8), end: end < 0 ? nil : end))
      case Int(REEL_RECORD_TEXT):
        texts.append(String(decoding: bytes[offset..<offset + size], as: UTF8.self))
      case Int(REEL_RECORD_END):
        return true
      default:
        return false
      }
      offset += size
    }
    return false
  }
}
