internal import Glibc
internal import WorkerProtocol

/// The workers of a build. They stay until its end.
final class WorkerPool {
  let launcher: WorkerLauncher
  private(set) var workers: [Worker] = []
  /// Whether any worker has ever been ready: if none has, trying again is of no use.
  private(set) var hasBeenReady = false

  /// Seconds that a worker may take to say hello. One that links large libraries takes 0.1 s.
  static let helloLimit = 30.0

  init(command: [String]) { launcher = WorkerLauncher(command: command) }

  /// Finds an idle worker, or starts one if there are fewer than `limit`.
  ///
  /// - Parameter fresh: Whether it must be one that has not run anything; an idle one is ended to
  ///   make room.
  func obtain(fresh: Bool, limit: Int) throws(ProtocolError) -> Worker? {
    let idle = workers.filter { $0.run == nil }
    if let worker = idle.first(where: { !fresh || !$0.isUsed }) { return worker }
    if workers.count >= limit {
      guard fresh, let old = idle.first else { return nil }
      remove(old)
      _ = old.process.end(within: 0)
    }
    return try start()
  }

  /// Starts a worker.
  func start() throws(ProtocolError) -> Worker {
    let worker = Worker(process: try launcher.launch(), now: MonotonicClock.now)
    workers.append(worker)
    return worker
  }

  func remove(_ worker: Worker) { workers.removeAll { $0 === worker } }

  /// Takes a worker's hello.
  func welcome(_ worker: Worker, _ hello: WorkerHello) throws(EngineError) {
    guard hello.protocol == WorkerHello.protocolVersion else {
      throw EngineError(
        code: .workerUnavailable,
        message: "The worker \(launcher.command[0]) speaks version \(hello.protocol) of the "
          + "protocol, not \(WorkerHello.protocolVersion). Install both programs from one build.")
    }
    worker.isReady = true
    worker.lastHeard = MonotonicClock.now
    hasBeenReady = true
  }

  /// Starts a worker and waits until it has said hello.
  func startReady() throws -> WorkerHello {
    let worker = try Self.unavailable(launcher) { () throws(ProtocolError) in try start() }
    let deadline = MonotonicClock.now + Self.helloLimit
    while MonotonicClock.now < deadline && !worker.process.isAtEnd {
      var entries = [
        pollfd(fd: worker.process.answers, events: Int16(POLLIN), revents: 0),
        pollfd(fd: worker.process.log, events: Int16(POLLIN), revents: 0),
      ]
      // The log is left alone once it has ended, since it would always be ready.
      if worker.process.isLogAtEnd { entries.removeLast() }
      poll(&entries, nfds_t(entries.count), 1000)
      worker.process.receiveLog()
      let messages = try Self.unavailable(launcher) { () throws(ProtocolError) in
        try worker.process.receive()
      }
      if case .hello(let hello)? = messages.first {
        try welcome(worker, hello)
        return hello
      }
    }
    throw lost(worker)
  }

  /// Takes a worker that never said hello out of the pool.
  ///
  /// - Returns: What to tell the user.
  func lost(_ worker: Worker) -> EngineError {
    let exit = worker.process.end(within: 0.2)
    worker.process.receiveLog()
    remove(worker)
    let log = worker.process.lastLogLines.suffix(3).joined(separator: " / ")
    return EngineError(
      code: .workerUnavailable,
      message: "The worker \(launcher.command[0]) \(exit) before it was ready"
        + (log.isEmpty ? "." : ": \(log)"))
  }

  /// Asks all workers to end, and kills those that take longer than a moment.
  func shutDown() {
    for worker in workers where worker.isReady && worker.run == nil {
      try? worker.process.send(.shutdown)
    }
    for worker in workers {
      _ = worker.process.end(within: worker.isReady && worker.run == nil ? 0.25 : 0)
    }
    workers = []
  }

  private static func unavailable<Result>(
    _ launcher: WorkerLauncher, _ body: () throws(ProtocolError) -> Result
  ) throws(EngineError) -> Result {
    do throws(ProtocolError) { return try body() } catch {
      throw EngineError(code: .workerUnavailable, message: error.message)
    }
  }
}
