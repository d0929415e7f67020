import Glibc

/// A program that the harness has started.
final class Child {
  /// What the three standard descriptors of a program are.
  struct Streams {
    var input = "/dev/null"
    var output: Target
    var errors: Target

    enum Target {
      case file(String)
      case descriptor(Int32)
    }
  }

  enum Exit: Equatable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)

    var description: String {
      switch self {
      case .status(let number): "exit status \(number)"
      case .signal(let number): "death by signal \(number)"
      }
    }
  }

  let processID: pid_t
  private(set) var exit: Exit?

  /// - Parameter environment: Is added to the harness's own.
  init(_ command: [String], environment: [String: String], streams: Streams) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDONLY, 0)
    for (place, target) in [(Int32(1), streams.output), (2, streams.errors)] {
      switch target {
      case .file(let path):
        posix_spawn_file_actions_addopen(
          &actions, place, path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
      case .descriptor(let descriptor):
        posix_spawn_file_actions_adddup2(&actions, descriptor, place)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGINT, SIGTERM, SIGPIPE, SIGXFSZ] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // An interrupt from the terminal is for the harness only.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var arguments = command.map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    var variables =
      Self.merged(environment).map { strdup($0) as UnsafeMutablePointer<CChar>? } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var processID: pid_t = 0
    let status = posix_spawnp(
      &processID, command[0], &actions, &attributes, &arguments, &variables)
    guard status == 0 else {
      throw HarnessError("cannot start \(command[0]): \(String(cString: strerror(status)))")
    }
    self.processID = processID
  }

  private static func merged(_ environment: [String: String]) -> [String] {
    let ownNames = ["REEL_STORE", "REEL_PROFILE", "REEL_WORKER"] + environment.keys
    var variables = environment.map { "\($0.key)=\($0.value)" }
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if !ownNames.contains(where: { variable.hasPrefix($0 + "=") }) { variables.append(variable) }
      entry += 1
    }
    return variables
  }

  func send(_ signal: Int32) {
    if exit == nil { kill(processID, signal) }
  }

  /// Whether it has ended by now.
  func hasEnded() -> Bool {
    if exit != nil { return true }
    var status: Int32 = 0
    guard waitpid(processID, &status, WNOHANG) == processID else { return false }
    exit = status & 0x7F == 0 ? .status((status >> 8) & 0xFF) : .signal(status & 0x7F)
    return true
  }

  /// Waits for its end.
  ///
  /// - Returns: `nil` if it has not ended after so many seconds; it is killed then.
  func wait(seconds: Double) -> Exit? {
    let deadline = Clock.now + seconds
    while !hasEnded() {
      if Clock.now > deadline {
        kill(processID, SIGKILL)
        while !hasEnded() { usleep(1000) }
        return nil
      }
      usleep(500)
    }
    return exit
  }
}

enum Clock {
  /// Seconds of a clock that nobody sets.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func sleep(_ seconds: Double) { usleep(UInt32(max(0, seconds) * 1e6)) }
}
