internal import Glibc

/// A worker as the engine sees it: a child process, three pipes, and what came through them.
///
/// The worker is in a process group of its own, so that an interrupt from the terminal reaches
/// the engine only, which then decides. Nothing here blocks except ``end(within:)``. Not for use
/// by two threads at once. A worker whose object goes away is killed.
public final class WorkerProcess {
  public let processID: Int32
  /// The descriptor of the worker's answers, to be polled for input.
  public let answers: Int32
  /// The descriptor of its standard error, to be polled for input.
  public let log: Int32
  /// The descriptor of its requests, to be polled for output while ``hasUnsentBytes``.
  public let requests: Int32

  /// The last lines that it wrote to standard error, oldest first.
  public private(set) var lastLogLines: [String] = []
  /// Whether ``answers`` has ended.
  public private(set) var isAtEnd = false
  /// Whether ``log`` has ended.
  public private(set) var isLogAtEnd = false

  private var unsent: ArraySlice<UInt8> = []
  private var reader = FrameReader()
  private var partialLine: [UInt8] = []
  private var exit: WorkerExit?

  private static let logLineLimit = 20
  private static let logLineBytes = 2000

  init(processID: Int32, requests: Int32, answers: Int32, log: Int32) {
    self.processID = processID
    self.requests = requests
    self.answers = answers
    self.log = log
    for descriptor in [requests, answers, log] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    _ = end(within: 0)
    for descriptor in [requests, answers, log] { close(descriptor) }
  }

  /// Whether ``flush()`` has something to do.
  public var hasUnsentBytes: Bool { !unsent.isEmpty }

  /// Sends a message, or as much of it as the pipe takes now.
  ///
  /// - Throws: ``ProtocolError``: `closed` if the worker is gone, `malformedMessage` and
  ///   `oversizedFrame` if the message cannot be sent at all.
  public func send(_ message: EngineMessage) throws(ProtocolError) {
    unsent.append(contentsOf: try Frame.encode(try message.encoded()))
    try flush()
  }

  /// Sends what is left of earlier messages, as far as the pipe takes it.
  ///
  /// - Throws: ``ProtocolError`` with the code `closed`.
  public func flush() throws(ProtocolError) {
    while !unsent.isEmpty {
      let count = unsent.withUnsafeBytes { write(requests, $0.baseAddress, $0.count) }
      if count >= 0 {
        unsent = unsent.dropFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        unsent = []
        throw ProtocolError(code: .closed, message: "The worker does not listen any more.")
      }
    }
    unsent = []
  }

  /// Takes the messages that have arrived.
  ///
  /// - Throws: ``ProtocolError`` if what arrived is no message; the worker is of no use then.
  public func receive() throws(ProtocolError) -> [WorkerMessage] {
    let (bytes, ended) = Self.drain(answers)
    if ended { isAtEnd = true }
    reader.append(bytes)
    var messages: [WorkerMessage] = []
    while let frame = try reader.next() { messages.append(try WorkerMessage.decode(frame)) }
    return messages
  }

  /// Takes what has arrived on standard error into ``lastLogLines``.
  public func receiveLog() {
    let (bytes, ended) = Self.drain(log)
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        endLogLine()
      } else if partialLine.count < Self.logLineBytes {
        partialLine.append(byte)
      }
    }
    if ended {
      isLogAtEnd = true
      if !partialLine.isEmpty { endLogLine() }
    }
  }

  /// Forgets the log so far: what follows belongs to another run.
  public func clearLog() {
    lastLogLines = []
    partialLine = []
  }

  /// Sends a signal to the worker and to what it may have started.
  ///
  /// - Parameter signal: Its number; SIGKILL unless given.
  public func kill(signal: Int32? = nil) {
    // Once it has been waited for, the number may be another process's.
    if exit == nil { _ = Glibc.kill(-processID, signal ?? SIGKILL) }
  }

  /// How the process ended, or `nil` while it runs.
  public func poll() -> WorkerExit? {
    if exit == nil {
      var status: Int32 = 0
      if waitpid(processID, &status, WNOHANG) == processID {
        exit = WorkerExit(waitStatus: status)
      }
    }
    return exit
  }

  /// Waits for the process to end, and kills it if it takes longer than that.
  ///
  /// - Parameter seconds: How long to wait at most.
  public func end(within seconds: Double) -> WorkerExit {
    for _ in 0..<Int(seconds * 1000) {
      if let exit = poll() { return exit }
      usleep(1000)
    }
    if let exit = poll() { return exit }
    kill()
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0 && errno == EINTR {}
    let ended = WorkerExit(waitStatus: status)
    exit = ended
    return ended
  }

  private func endLogLine() {
    lastLogLines.append(String(decoding: partialLine, as: UTF8.self))
    if lastLogLines.count > Self.logLineLimit { lastLogLines.removeFirst() }
    partialLine = []
  }

  /// Reads what is there, up to a few pipes full: a worker that floods must not starve others.
  private static func drain(_ descriptor: Int32) -> (bytes: [UInt8], ended: Bool) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    for _ in 0..<4 {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count < 0 && errno == EINTR {
        continue
      } else {
        return (bytes, count == 0 || errno != EAGAIN)
      }
    }
    return (bytes, false)
  }
}
