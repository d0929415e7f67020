public import BuildGraph
internal import Glibc
public import WorkerProtocol

/// Misbehaves on demand.
public enum ActStage: StageImplementation {
  public enum Act: String, Codable, Sendable {
    /// Does nothing special.
    case behave
    /// Sleeps, reporting progress and heeding a cancellation.
    case sleep
    /// Sleeps deaf to a cancellation.
    case sleepDeaf
    /// Dies by a signal.
    case crash
    /// Dies by a signal, but only the first time: `note` names the file that remembers.
    case crashOnce
    /// Stops the whole process, so that it gives no sign of life.
    case hang
    /// Uses 64 MiB of memory.
    case allocate
    /// Asks for 48 and for 512 MiB of memory and writes which it was given, and whether an image of
    /// this process may be left.
    case ask
    /// Prints rubbish to standard output and standard error.
    case print
    /// Says that it cannot be done, and names its first input.
    case refuse
    /// Is refused for a passing reason, but only the first two times: the file `note` counts.
    /// `seconds` are what it is told to wait.
    case refuseTwice
    /// Keeps 48 MiB of memory for good, and writes the id of its process.
    case leak
    /// Does not write its output.
    case forget
    /// Appends a byte to `note` after reading its input.
    case touchInput
    /// Writes which files below `note` the process has open.
    case listOpenFiles
    /// Writes the variables of its environment, one a line.
    case listVariables
    /// Puts a file where the folder of the next run would be.
    case blockNext
    /// Writes something else each time, as counted in `note`.
    case vary
    /// Sleeps, writes what the run before it has left, and leaves its `note`.
    case leave
  }

  public struct Parameters: NodeParameters {
    public static let stage = StageDescriptor(
      name: "test.act", version: 1, outputs: [.init("text", fileExtension: "txt")],
      libraries: [], estimate: .init(seconds: 0.1, memory: 16 << 20))
    public var act: Act
    public var seconds: Double
    public var note: String
    public init(_ act: Act, seconds: Double = 0, note: String = "") {
      self.act = act
      self.seconds = seconds
      self.note = note
    }
    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("act", act.rawValue)
      encoder.field("milliseconds", Int(seconds * 1000))
      encoder.field("note", note)
    }
  }

  public static func run(_ parameters: Parameters, in context: StageContext) throws {
    var text = parameters.act.rawValue
    switch parameters.act {
    case .behave: break
    case .sleep:
      let steps = Int(parameters.seconds * 100)
      for step in 0..<steps {
        try context.checkCancelled()
        context.progress(Double(step) / Double(steps))
        usleep(10_000)
      }
    case .sleepDeaf: usleep(UInt32(parameters.seconds * 1e6))
    case .crash: crash()
    case .crashOnce:
      if access(parameters.note, F_OK) != 0 {
        try TestFiles.write("", parameters.note)
        crash()
      }
    case .hang: kill(getpid(), SIGSTOP)
    case .allocate:
      let size = 64 << 20
      let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
      memset(memory, 1, size)
      text += String(memory.load(fromByteOffset: size / 2, as: UInt8.self))
      memory.deallocate()
    case .ask:
      for megabytes in [48, 512] {
        let memory = mmap(
          nil, megabytes << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { continue }
        text += " \(megabytes)"
        munmap(memory, megabytes << 20)
      }
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      text += limit.rlim_cur == 0 ? " no image" : " image"
    case .print:
      for _ in 0..<2000 { puts("\u{1}\u{2}rubbish that is no frame at all") }
      fflush(nil)
    case .refuse:
      let file = context.inputs("part").first ?? "This"
      throw StageError(code: "invalid-media", message: "\(file) is no film.", detail: "at byte 7")
    case .refuseTwice:
      let count = (try? TestFiles.read(parameters.note).utf8.count) ?? 0
      if count < 2 {
        try TestFiles.write(String(repeating: "x", count: count + 1), parameters.note)
        throw StageError(
          code: "busy", message: "The server is busy.", isTransient: true,
          retryAfterSeconds: parameters.seconds > 0 ? parameters.seconds : nil)
      }
    case .leak:
      let size = 48 << 20
      // From the kernel: an optimizer leaves out memory of the heap that nobody reads.
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      if let memory, memory != MAP_FAILED { memset(memory, 1, size) }
      usleep(UInt32(parameters.seconds * 1e6))
      text = String(getpid())
    case .forget: return
    case .touchInput:
      let file = open(parameters.note, O_WRONLY | O_APPEND | O_CLOEXEC)
      write(file, "x", 1)
      close(file)
    case .listOpenFiles:
      for descriptor in 0..<256 {
        guard let path = realpath("/proc/self/fd/\(descriptor)", nil) else { continue }
        defer { free(path) }
        let name = String(cString: path)
        if name.hasPrefix(parameters.note) { text += " \(name)" }
      }
    case .listVariables:
      var next = environ
      while let variable = next.pointee {
        text += "\n" + String(cString: variable)
        next += 1
      }
    case .blockNext:
      // …/number/own
      let parts = context.scratch.split(separator: "/")
      guard parts.count > 2, let number = Int(parts[parts.count - 2]) else { return }
      let folder = parts.dropLast(2).joined(separator: "/")
      try TestFiles.write("", "/\(folder)/\(number + 1)")
    case .vary:
      let count = (try? TestFiles.read(parameters.note).utf8.count) ?? 0
      try TestFiles.write(String(repeating: "x", count: count + 1), parameters.note)
      text += String(count)
    case .leave:
      usleep(UInt32(parameters.seconds * 1e6))
      text = context.takeLeft(String.self) ?? "nothing"
      context.leave(parameters.note)
    }
    try TestFiles.write(text, context.output("text"))
  }

  private static func crash() {
    perror("about to crash")
    // Not SIGSEGV: the Swift runtime may handle that one, and survives one that nothing caused.
    kill(getpid(), SIGKILL)
    sleep(10)
  }
}

/// All stages of the tests.
public let testStages = StageRegistry([
  JoinStage.self, RemainderStage.self, WordsStage.self, FloodStage.self, ActStage.self,
  FetchStage.self,
  CallStage.self,
])
