internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

/// The workers of a build. They stay until its end, unless they grow old or large.
final class WorkerPool {
  let launcher: WorkerLauncher
  private(set) var workers: [Worker] = []
  /// Those that have no run. The last has been idle for the shortest time and is used next, so
  /// that what is not needed shows by standing at the front.
  private(set) var idle: [Worker] = []
  /// Those that have been asked to end and are of no use any more.
  private var retired: [Worker] = []
  /// Bytes that all idle workers hold.
  private(set) var idleMemory: Int64 = 0
  /// Whether any worker has ever been ready: if none has, trying again is of no use.
  private(set) var hasBeenReady = false

  /// Seconds that a worker may take to say hello. One that links large libraries takes 0.1 s.
  static let helloLimit = 30.0

  /// A worker that may use all memory is still given so much, in bytes: what libraries reserve
  /// and never touch counts as well.
  private static let leastMemory: Int64 = 2 << 30

  /// - Parameter memory: Bytes that all workers together are to use; none may use more.
  init(command: [String], memory: Int64? = nil) {
    launcher = WorkerLauncher(
      command: command, memoryLimit: memory.map { max($0, Self.leastMemory) })
  }

  /// Gives a run to an idle worker, or to a new one if there are fewer than `limit`.
  ///
  /// A run that needs a fresh worker gets one that has not run anything; an idle one is ended to
  /// make room.
  ///
  /// - Returns: `nil` if there is no room.
  func assign(_ run: Run, limit: Int) throws(ProtocolError) -> Worker? {
    let candidate =
      run.needsFreshWorker ? idle.lastIndex { $0.runCount == 0 } : idle.indices.last
    let worker: Worker
    if let candidate {
      worker = idle.remove(at: candidate)
      idleMemory -= worker.residentBytes
    } else if let starting {
      worker = starting
    } else {
      if workers.count >= limit {
        guard run.needsFreshWorker, let old = idle.first else { return nil }
        dismiss(old)
      }
      worker = try launch()
    }
    worker.run = run
    return worker
  }

  /// Takes back a worker that has done with its run.
  func release(_ worker: Worker) {
    worker.run = nil
    // A new one that never had a run is small, and reading costs as much as any other time.
    worker.residentBytes =
      worker.runCount == 0 ? 0 : ResidentMemory.bytes(of: worker.process.processID)
    idle.append(worker)
    idleMemory += worker.residentBytes
  }

  /// Bytes that idle workers hold, less those of the one that would be used next.
  var spareMemory: Int64 { idleMemory - (idle.last?.residentBytes ?? 0) }

  /// Ends idle workers until they hold so many bytes less, the largest first. The one that would
  /// be used next stays.
  func releaseMemory(_ bytes: Int64) {
    var freed: Int64 = 0
    while freed < bytes,
      let largest = idle.dropLast().max(by: { $0.residentBytes < $1.residentBytes }),
      largest.residentBytes > 0
    {
      freed += largest.residentBytes
      dismiss(largest)
    }
  }

  /// Ends an idle worker.
  func dismiss(_ worker: Worker) {
    remove(worker)
    _ = worker.process.end(within: 0)
  }

  /// Starts workers that will be of use. What is wrong with them shows when they are used.
  func launchAhead(_ count: Int) {
    for _ in 0..<count { _ = try? launch() }
  }

  /// A worker that was started ahead and has not said hello yet.
  private var starting: Worker? { workers.first { !$0.isReady && $0.run == nil } }

  private func launch() throws(ProtocolError) -> Worker {
    let worker = Worker(process: try launcher.launch(), now: MonotonicClock.now)
    workers.append(worker)
    return worker
  }

  func remove(_ worker: Worker) {
    workers.removeAll { $0 === worker }
    guard let index = idle.firstIndex(where: { $0 === worker }) else { return }
    idle.remove(at: index)
    idleMemory -= worker.residentBytes
  }

  /// Holds a worker to this version of the protocol.
  func check(_ hello: WorkerHello) throws(EngineError) {
    guard hello.protocol == WorkerHello.protocolVersion else {
      throw EngineError(
        code: .workerUnavailable,
        message: "The worker \(launcher.command[0]) speaks version \(hello.protocol) of the "
          + "protocol, not \(WorkerHello.protocolVersion). Install both programs from one build.")
    }
  }

  /// Takes a worker that may be given runs from now on.
  func admit(_ worker: Worker) {
    worker.isReady = true
    worker.lastHeard = MonotonicClock.now
    hasBeenReady = true
  }

  /// Starts a worker and waits until it has said what it makes artifacts with.
  func startReady() throws -> WorkerToolchain {
    let worker = try Self.unavailable(launcher) { () throws(ProtocolError) in
      if let starting { return starting }
      return try launch()
    }
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
      for message in messages {
        switch message {
        case .hello(let hello):
          try check(hello)
          // That it has ended shows below.
          try? worker.process.send(.describe)
        case .toolchain(let toolchain):
          admit(worker)
          idle.append(worker)
          return toolchain
        default: break
        }
      }
    }
    throw lost(worker)
  }

  /// Takes a worker that never said hello out of the pool.
  ///
  /// - Returns: What to tell the user.
  func lost(_ worker: Worker) -> EngineError {
    let hasSaidNothing = worker.process.poll() == nil && !worker.process.isAtEnd
    let exit = worker.process.end(within: 0.2)
    worker.process.receiveLog()
    remove(worker)
    let log = worker.process.lastLogLines.suffix(3).joined(separator: " / ")
    return EngineError(
      code: .workerUnavailable,
      message: "The worker \(launcher.command[0]) "
        + (hasSaidNothing
          ? "gave no answer for \(Int(Self.helloLimit)) s" : "\(exit) before it was ready")
        + (log.isEmpty ? "." : ": \(log)"))
  }

  /// Asks idle workers to end and does not wait for it: giving back its memory takes a worker some
  /// milliseconds, in which something else can be done.
  func retireIdle() {
    for worker in idle {
      try? worker.process.send(.shutdown)
      remove(worker)
      retired.append(worker)
    }
  }

  /// Asks all workers to end, and kills those that take longer than a moment.
  func shutDown() {
    retireIdle()
    for worker in workers { _ = worker.process.end(within: 0) }
    for worker in retired { _ = worker.process.end(within: 0.25) }
    workers = []
    retired = []
  }

  private static func unavailable<Result>(
    _ launcher: WorkerLauncher, _ body: () throws(ProtocolError) -> Result
  ) throws(EngineError) -> Result {
    do throws(ProtocolError) { return try body() } catch {
      throw unavailable(launcher, error)
    }
  }

  /// Says what is wrong with a worker that cannot be used at all.
  static func unavailable(_ launcher: WorkerLauncher, _ error: ProtocolError) -> EngineError {
    let message =
      error.code == .launchFailed
      ? error.message
      : "The worker \(launcher.command[0]) does not speak reel's protocol. \(error.message)"
    return EngineError(code: .workerUnavailable, message: message)
  }
}
