internal import CIsolation
internal import Glibc
internal import WorkerProtocol

/// A shell command that runs under a supervisor, which ends it and all that it has started when
/// the command's own process ends, when it is cancelled, and when this process dies.
final class SupervisedCommand {
  /// How a command ended.
  struct Ending {
    /// What went wrong, to follow "The command"; `nil` if it ended with status 0.
    var failure: String?
    /// The last lines that it printed; `nil` if it printed nothing.
    var lastLines: String?
    /// Of the largest of its processes, in bytes.
    var peakMemory: Int64
  }

  private let supervisor: pid_t
  private let output: Int32
  private let report: Int32
  private var lifeline: Int32
  private var tail = OutputTail()
  private var isReaped = false

  /// Starts the command by `/bin/sh -e -c`, with an empty standard input.
  ///
  /// - Parameter environment: `NAME=VALUE` each; there are no other variables.
  /// - Throws: ``StageError`` with the code `internal`.
  init(script: String, folder: String, environment: [String]) throws {
    var ends: [Int32] = []
    for _ in 0..<3 {
      var pair: [Int32] = [-1, -1]
      guard reel_pipe(&pair) == 0 else {
        let error = Self.failure(errno)
        for end in ends { close(end) }
        throw error
      }
      ends += pair
    }
    reel_widen(ends[1])
    let arguments = CStringList(["sh", "-e", "-c", script])
    let variables = CStringList(environment)
    let process = "/bin/sh".withCString { path in
      folder.withCString { folder in
        var command = reel_command(
          path: path, arguments: arguments.pointer, environment: variables.pointer,
          folder: folder, output: ends[1], lifeline: ends[2], report: ends[5])
        return reel_start(&command)
      }
    }
    let number = errno
    for end in [ends[1], ends[2], ends[5]] { close(end) }
    (output, lifeline, report, supervisor) = (ends[0], ends[3], ends[4], process)
    guard process > 0 else {
      isReaped = true
      throw Self.failure(number)
    }
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  deinit {
    closeLifeline()
    reap()
    close(output)
    close(report)
  }

  /// Waits for the end, and reads what the command prints.
  ///
  /// - Parameter checkCancelled: Is called several times a second. If it throws, the command is
  ///   ended before the error goes on.
  func wait(checkCancelled: () throws -> Void) throws -> Ending {
    while true {
      var files = [
        pollfd(fd: report, events: Int16(POLLIN), revents: 0),
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      ]
      // The last writer of the output may be gone long before the command.
      let watched = nfds_t(tail.isAtEnd ? 1 : 2)
      _ = poll(&files, watched, 100)
      if files[1].revents != 0 { tail.read(from: output, limit: 16) }
      tail.log(isLast: false)
      if files[0].revents != 0 { break }
      do { try checkCancelled() } catch {
        closeLifeline()
        reap()
        throw error
      }
    }
    let ending = readEnding()
    reap()
    // Nobody is left who could write, so this comes to an end.
    tail.read(from: output, limit: .max)
    tail.log(isLast: true)
    guard let ending else {
      return Ending(
        failure: "was lost together with what watched over it", lastLines: tail.lines,
        peakMemory: 0)
    }
    guard ending.error == 0 else { throw Self.failure(ending.error) }
    return Ending(
      failure: Self.failure(ofStatus: ending.status), lastLines: tail.lines,
      peakMemory: ending.peak_memory)
  }

  private func readEnding() -> reel_ending? {
    var ending = reel_ending()
    while true {
      let count = read(report, &ending, MemoryLayout<reel_ending>.size)
      if count < 0 && errno == EINTR { continue }
      return count == MemoryLayout<reel_ending>.size ? ending : nil
    }
  }

  private func closeLifeline() {
    if lifeline >= 0 { close(lifeline) }
    lifeline = -1
  }

  private func reap() {
    guard !isReaped else { return }
    isReaped = true
    var status: Int32 = 0
    while waitpid(supervisor, &status, 0) < 0 && errno == EINTR {}
  }

  private static func failure(ofStatus status: Int32) -> String? {
    let signal = reel_ending_signal(status)
    if signal != 0 { return "was ended by signal \(signal)" }
    let exit = reel_exit_status(status)
    return exit == 0 ? nil : "failed with exit status \(exit)"
  }

  private static func failure(_ number: Int32) -> StageError {
    let reason =
      number == E2BIG
      ? "the command and the names of its files are too long together"
      : String(cString: strerror(number))
    return StageError(code: "internal", message: "The command cannot be started: \(reason).")
  }
}

/// Strings as C wants them, for as long as this lives.
private final class CStringList {
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointer = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() {
      (pointer + index).initialize(to: strdup(string))
    }
    (pointer + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointer[index]) }
    pointer.deallocate()
  }
}
