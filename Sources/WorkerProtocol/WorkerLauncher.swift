internal import Glibc

/// Starts workers from a command line, such as `reel-worker` or `ssh host reel-worker`.
public struct WorkerLauncher: Sendable {
  /// The program and its arguments. A program without a slash is looked for in `PATH`.
  public let command: [String]
  /// Bytes of memory of its own beyond which a worker is refused more; `nil` means no limit.
  public let memoryLimit: Int64?

  /// - Precondition: `command` is not empty.
  public init(command: [String], memoryLimit: Int64? = nil) {
    precondition(!command.isEmpty, "a worker's command names a program")
    self.command = command
    self.memoryLimit = memoryLimit
  }

  /// Starts a worker. It says hello when it is ready.
  ///
  /// The process ignores SIGPIPE from here on: a worker that is gone is found out by an error.
  ///
  /// - Throws: ``ProtocolError`` with the code `launchFailed`.
  public func launch() throws(ProtocolError) -> WorkerProcess {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = []
    defer { for end in ends { close(end) } }
    for _ in 0..<3 {
      var pair: [Int32] = [-1, -1]
      guard pipe(&pair) == 0 else { throw failure(errno) }
      ends += pair
      // Another worker that held an end open would hide the end of this one.
      for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    let (input, output, log) = ((ends[0], ends[1]), (ends[2], ends[3]), (ends[4], ends[5]))
    let processID = try spawn(standard: [input.0, output.1, log.1])
    ends = [input.0, output.1, log.1]
    return WorkerProcess(
      processID: processID, requests: input.1, answers: output.0, log: log.0)
  }

  /// The absolute path of the program's file, if it is found.
  public var programPath: String? {
    let name = command[0]
    if name.contains("/") { return access(name, X_OK) == 0 ? resolved(name) : nil }
    guard let search = getenv("PATH") else { return nil }
    for folder in String(cString: search).split(separator: ":") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0 { return resolved(path) }
    }
    return nil
  }

  private func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// - Parameter standard: What becomes the child's descriptors 0, 1 and 2.
  private func spawn(standard: [Int32]) throws(ProtocolError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, descriptor) in standard.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = WorkerEnvironment.variables.map { strdup($0) }
    if let memoryLimit {
      variables.append(strdup("\(ProcessLimits.memoryVariable)=\(memoryLimit)"))
    }
    variables.append(nil)
    defer { for text in arguments + variables { free(text) } }
    var processID: pid_t = 0
    let status = posix_spawnp(
      &processID, command[0], &actions, &attributes, arguments, variables)
    guard status == 0 else { throw failure(status) }
    return processID
  }

  private func failure(_ number: Int32) -> ProtocolError {
    ProtocolError(
      code: .launchFailed,
      message: "The worker \(command[0]) could not be started: "
        + "\(String(cString: strerror(number))).")
  }
}
