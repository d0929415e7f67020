internal import BuildGraph
internal import Glibc
internal import Synchronization

/// The worker's side of the protocol: reads requests, runs stages, answers.
public final class WorkerServer: Sendable {
  private struct Run {
    var id: Int
    var cancellation: Cancellation
  }

  private let registry: StageRegistry
  private let hello: WorkerHello
  private let toolchain: @Sendable () -> WorkerToolchain
  private let input: Int32
  private let output: Int32
  private let run = Mutex<Run?>(nil)
  private let memory = Mutex(StageMemory())
  private let isClosed = Mutex(false)

  init(
    registry: StageRegistry, program: String, toolchain: @escaping @Sendable () -> WorkerToolchain,
    input: Int32, output: Int32
  ) {
    self.registry = registry
    hello = WorkerHello(program: program)
    self.toolchain = toolchain
    self.input = input
    self.output = output
  }

  /// Serves the engine at the other end of standard input and output until it is gone or says
  /// so, then ends the process.
  ///
  /// From here on, what a stage or a library prints to standard output goes to standard error,
  /// and standard input is empty, so that neither can disturb a message. A stage that is running
  /// when the engine goes is not waited for.
  ///
  /// The exit status is 0, or 2 if what arrives is not of this protocol.
  ///
  /// - Parameters:
  ///   - program: Name and version of the program, for people.
  ///   - toolchain: Finds out what the stages make artifacts with.
  public static func serve(
    handlers: StageRegistry, program: String, toolchain: @escaping @Sendable () -> WorkerToolchain
  ) -> Never {
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow further is an error of the stage that writes it.
    signal(SIGXFSZ, SIG_IGN)
    ProcessLimits.apply()
    let input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    dup2(nothing, STDIN_FILENO)
    if nothing > STDERR_FILENO { close(nothing) }
    let server = WorkerServer(
      registry: handlers, program: program, toolchain: toolchain, input: input, output: output)
    let status = server.serve()
    // No exit handlers: they would tear down libraries under a stage that is still running.
    _exit(status)
  }

  /// Serves until the end of input.
  ///
  /// - Returns: The exit status.
  func serve() -> Int32 {
    send(.hello(hello))
    guard startThread(stackBytes: 256 << 10, { self.beat() }) else { return 2 }
    defer { isClosed.withLock { $0 = true } }
    var reader = FrameReader()
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    do throws(ProtocolError) {
      while true {
        while let frame = try reader.next() {
          if try handle(frame) { return 0 }
        }
        let count = read(input, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return 0 }
        reader.append(buffer[..<count])
      }
    } catch {
      var text = "worker: \(error.message)\n"
      text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
      return 2
    }
  }

  /// - Returns: Whether the worker is to end.
  private func handle(_ frame: [UInt8]) throws(ProtocolError) -> Bool {
    let message = try ReceivedMessage.decode(frame)
    switch message.type {
    case .shutdown: return true
    case .describe: send(.toolchain(toolchain()))
    case .cancel:
      run.withLock { if let run = $0, run.id == message.id { run.cancellation.cancel() } }
    case .run:
      guard let id = message.id, let stage = message.stage, let version = message.version,
        let inputs = message.inputs, let outputs = message.outputs, let scratch = message.scratch
      else {
        throw ProtocolError(
          code: .malformedMessage, message: "The engine's request lacks a field.")
      }
      start(
        Request(
          id: id, stage: stage, version: version, inputs: inputs, outputs: outputs,
          scratch: scratch, frame: frame))
    }
    return false
  }

  private struct Request: Sendable {
    var id: Int
    var stage: String
    var version: Int
    var inputs: [StageContext.Input]
    var outputs: [StageContext.Output]
    var scratch: String
    var frame: [UInt8]
  }

  private func start(_ request: Request) {
    let cancellation = Cancellation()
    let isFree = run.withLock { run in
      if run != nil { return false }
      run = Run(id: request.id, cancellation: cancellation)
      return true
    }
    let isStarted = isFree && startThread { self.execute(request, cancellation) }
    if isStarted { return }
    if isFree { run.withLock { $0 = nil } }
    let error = StageError(
      code: "internal",
      message: isFree
        ? "The worker could not start a thread." : "The worker is busy with another stage.")
    send(
      .result(
        RunResult(id: request.id, result: .failure(error), cpuSeconds: 0, peakMemoryBytes: 0)))
  }

  private func execute(_ request: Request, _ cancellation: Cancellation) {
    let left = memory.withLock { $0.prepare(for: request.stage) }
    let meter = ResourceMeter()
    let throttle = Mutex<Double>(-1)
    let context = StageContext(
      inputs: request.inputs, outputs: request.outputs, scratch: request.scratch,
      cancellation: cancellation, left: left
    ) { [self] fraction in
      let now = MonotonicClock.now
      let isDue = throttle.withLock { last in
        if now - last < Self.progressInterval { return false }
        last = now
        return true
      }
      guard isDue, fraction.isFinite else { return }
      send(.progress(id: request.id, fraction: min(max(fraction, 0), 1)))
    }
    var result: Result<[RunResult.Output], StageError>
    do throws(StageError) {
      try check(request)
      try InputInspector.inspect(request.inputs, cancellation)
      try registry.run(stage: request.stage, request: request.frame, in: context)
      result = .success(try inspect(request.outputs))
      memory.withLock { $0.keep(context.thingLeft) }
    } catch {
      result = .failure(error)
    }
    let message = WorkerMessage.result(
      RunResult(
        id: request.id, result: result, cpuSeconds: meter.cpuSeconds,
        peakMemoryBytes: meter.peakMemory + context.childMemory))
    // Free before the answer goes out, since the next request may follow at once.
    run.withLock { $0 = nil }
    send(message)
  }

  private func inspect(
    _ outputs: [StageContext.Output]
  ) throws(StageError) -> [RunResult.Output] {
    var inspected: [RunResult.Output] = []
    for output in outputs { inspected.append(try OutputInspector.inspect(output)) }
    return inspected
  }

  private func check(_ request: Request) throws(StageError) {
    // An unknown stage is the registry's to report.
    guard let descriptor = registry.descriptor(of: request.stage) else { return }
    guard descriptor.version == request.version else {
      throw StageError(
        code: "internal",
        message: "The worker has version \(descriptor.version) of stage \"\(request.stage)\", "
          + "but version \(request.version) is wanted. Install both programs from one build.")
    }
  }

  private static let progressInterval = 0.1
  private static let heartbeatSeconds: UInt32 = 1

  private func beat() {
    var watch = StageWatch()
    while !isClosed.withLock({ $0 }) {
      let run = run.withLock { $0 }
      let isAlive = watch.isAlive(
        run: run?.id, looks: run?.cancellation.looks ?? 0,
        processorSeconds: ResourceMeter.ownProcessorSeconds)
      // The engine ends a worker of which it hears nothing.
      if isAlive { send(.heartbeat) }
      sleep(Self.heartbeatSeconds)
    }
  }

  private func send(_ message: WorkerMessage) {
    // What cannot be encoded is a progress report that is not worth failing for; all other
    // messages hold finite numbers and texts only.
    guard let payload = try? message.encoded(), let frame = try? Frame.encode(payload) else {
      return
    }
    isClosed.withLock { isClosed in
      var rest = frame[...]
      while !rest.isEmpty && !isClosed {
        let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        // Nobody listens any more; the end of input will say so to the main thread.
        if count < 0 { isClosed = true } else { rest = rest.dropFirst(count) }
      }
    }
  }
}
