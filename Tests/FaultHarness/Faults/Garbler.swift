import Glibc

/// What a garbled worker does to its answers.
enum Garbling: String, CaseIterable {
  /// Bytes that are no frame.
  case garbage
  /// A frame that claims to be longer than any may be.
  case hugeLength
  /// A frame that ends before its length does, with the worker.
  case cut
  /// A frame that is no JSON.
  case noJSON
  /// JSON that is no message.
  case noMessage
  /// A result that nobody asked for.
  case strangeResult
  /// An end without a word.
  case end
}

/// The harness as a worker: it hands the engine's requests to the real one, and the answers back,
/// until it speaks nonsense.
enum Garbler {
  private static let variable = "REEL_FAULT_GARBLING"

  static func environment(
    _ garbling: Garbling, afterFrames count: Int, seed: UInt64, worker: String
  ) -> [String: String] {
    [variable: "\(garbling.rawValue) \(count) \(seed) \(worker)"]
  }

  /// What to do, if this process was started to be a worker.
  static var request: String? { getenv(variable).map { String(cString: $0) } }

  /// This program's file.
  static func program() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw HarnessError.system("find", "/proc/self/exe")
    }
    defer { free(path) }
    return String(cString: path)
  }

  static func run(_ request: String) -> Int32 {
    let words = request.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 4, let garbling = Garbling(rawValue: words[0]), let count = Int(words[1]),
      let seed = UInt64(words[2])
    else { return 64 }
    unsetenv(variable)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return 65 }
    let worker = fork(words[3], answers: ends)
    guard worker > 0 else { return 66 }
    close(ends[1])
    // The worker reads the requests; an end held open here would hide that they have ended.
    close(0)
    for _ in 0..<count {
      guard let frame = readFrame(ends[0]) else { break }
      write(frame)
    }
    write(nonsense(garbling, seed: seed))
    if garbling != .end && garbling != .cut { usleep(200_000) }
    kill(worker, SIGKILL)
    var status: Int32 = 0
    waitpid(worker, &status, 0)
    return 0
  }

  private static func fork(_ program: String, answers: [Int32]) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, answers[1], 1)
    posix_spawn_file_actions_addclose(&actions, answers[0])
    posix_spawn_file_actions_addclose(&actions, answers[1])
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    defer { free(arguments[0]) }
    var processID: pid_t = 0
    let status = posix_spawn(&processID, program, &actions, nil, &arguments, environ)
    return status == 0 ? processID : -1
  }

  private static func nonsense(_ garbling: Garbling, seed: UInt64) -> [UInt8] {
    var random = Randomness(seed: seed)
    func frame(_ text: String) -> [UInt8] {
      [0, 0, UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 0xFF)] + Array(text.utf8)
    }
    switch garbling {
    case .garbage: return (0..<random.number(1...9000)).map { _ in UInt8(random.number(0...255)) }
    case .hugeLength: return [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]
    case .cut: return [0, 0, 1, 0] + Array("{\"type\":\"resu".utf8)
    case .noJSON: return frame("{\"type\": result]")
    case .noMessage: return frame("{\"type\":\"poem\",\"lines\":[1,2,3]}")
    case .strangeResult:
      return frame(
        "{\"type\":\"result\",\"id\":987654,\"ok\":true,\"outputs\":[],\"cpuSeconds\":0,"
          + "\"peakMemoryBytes\":0}")
    case .end: return []
    }
  }

  private static func readFrame(_ descriptor: Int32) -> [UInt8]? {
    guard let head = read(descriptor, 4) else { return nil }
    let count = head.reduce(0) { $0 << 8 | Int($1) }
    guard let body = read(descriptor, count) else { return nil }
    return head + body
  }

  private static func read(_ descriptor: Int32, _ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var buffer = [UInt8](repeating: 0, count: count - bytes.count)
      let length = Glibc.read(descriptor, &buffer, buffer.count)
      if length <= 0 { return nil }
      bytes += buffer[..<length]
    }
    return bytes
  }

  private static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
