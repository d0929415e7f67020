internal import BuildGraph
internal import Glibc
internal import WorkerProtocol

extension BuildSession {
  /// A pause of the whole program longer than this is not held against workers.
  private static let suspicionLimit = 5.0

  /// Waits until something is reported or due, and deals with it.
  func waitForEvents() throws {
    var entries = [
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)
    ]
    let workers = pool.workers
    // Where each worker's entries begin.
    var places: [Int] = []
    for worker in workers {
      let process = worker.process
      places.append(entries.count)
      entries.append(pollfd(fd: process.answers, events: Int16(POLLIN), revents: 0))
      if !process.isLogAtEnd {
        entries.append(pollfd(fd: process.log, events: Int16(POLLIN), revents: 0))
      }
      if process.hasUnsentBytes {
        entries.append(pollfd(fd: process.requests, events: Int16(POLLOUT), revents: 0))
      }
    }
    let begin = MonotonicClock.now
    let wait = max(0, nextDeadline - now)
    poll(&entries, nfds_t(entries.count), Int32((min(wait, 3600) * 1000).rounded(.up)))
    let pause = MonotonicClock.now - begin - wait
    if isHeldBack { heldBackSeconds += MonotonicClock.now - begin }
    takeInterrupts()
    for (index, worker) in workers.enumerated() {
      if pause > Self.suspicionLimit { worker.lastHeard = MonotonicClock.now }
      let end = index + 1 < places.count ? places[index + 1] : entries.count
      if entries[places[index]..<end].contains(where: { $0.revents != 0 }) {
        try listen(to: worker)
      }
    }
    try enforceLimits()
    monitor.update(at: now, busyWorkers, in: graph, emit: emit)
    if observer.tickInterval != nil { observer.tick(at: now) }
  }

  /// Takes interrupts that have come. The first asks workers to stop, the second kills them.
  func takeInterrupts() {
    let count = interruption.takeRequests()
    if count == 0 { return }
    let isFirst = interrupts == 0
    interrupts += count
    if isFirst {
      killTime = now + options.graceSeconds
      for worker in busyWorkers where worker.isReady {
        try? worker.process.send(.cancel(id: worker.requestID))
      }
    }
    if interrupts > 1 { killTime = now }
  }

  /// Whether only a lack of memory keeps something that is ready from starting.
  private var isHeldBack: Bool { !isInterrupted && scheduler.canStart(at: now) }

  private var nextDeadline: Double {
    var deadline = Double.infinity
    if let interval = observer.tickInterval { deadline = now + interval }
    if let killTime { deadline = min(deadline, killTime) }
    deadline = min(deadline, monitor.deadline(busyWorkers))
    if needsCompilation && !isStopping { deadline = min(deadline, nextCompilation) }
    if !isInterrupted, let start = scheduler.nextStart(at: now) { deadline = min(deadline, start) }
    for worker in busyWorkers {
      deadline = min(deadline, worker.lastHeard - startTime + silenceLimit(worker))
      if let run = worker.run, worker.isReady, let timeout = options.timeout {
        deadline = min(deadline, run.startTime + timeout)
      }
    }
    return deadline
  }

  private func silenceLimit(_ worker: Worker) -> Double {
    worker.isReady ? options.heartbeatLimit : WorkerPool.helloLimit
  }

  private func listen(to worker: Worker) throws {
    worker.process.receiveLog()
    do {
      try worker.process.flush()
      let messages = try worker.process.receive()
      // One that is not ready yet has a limited time for that, however alive it is.
      if !messages.isEmpty && worker.isReady { worker.lastHeard = MonotonicClock.now }
      for message in messages { try take(message, from: worker) }
    } catch let error as ProtocolError {
      return try lose(worker, cause: error.code == .closed ? nil : "broke the protocol")
    }
    if worker.process.isAtEnd { try lose(worker, cause: nil) }
  }

  private func take(_ message: WorkerMessage, from worker: Worker) throws {
    switch message {
    case .hello(let hello):
      try pool.check(hello)
      if try toolchain.vouches(for: hello) {
        admit(worker)
      } else {
        try worker.process.send(.describe)
      }
    case .toolchain(let answer):
      try toolchain.check(answer)
      admit(worker)
    case .progress(let id, let fraction):
      if let run = worker.run, id == worker.requestID {
        emit(.nodeProgress(run.node, fraction: fraction))
      }
    case .heartbeat: break
    case .result(let result):
      guard let run = worker.run, result.id == worker.requestID else {
        throw ProtocolError(
          code: .malformedMessage, message: "The worker sent a result that nobody asked for.")
      }
      discharge(worker)
      let ahead = Result { if result.ok { try startAhead(of: run) } }
      // Whatever keeps another run from starting, this one has its result.
      try finish(run, result)
      if !startedAhead.isEmpty { try settleStartedAhead() }
      try ahead.get()
    }
  }

  private func admit(_ worker: Worker) {
    pool.admit(worker)
    // The run goes back to the queue, and from there to this worker or another: much may have
    // changed since it was taken.
    let run = worker.run
    pool.release(worker)
    if let run { putBack(run) }
  }

  /// Kills workers that are silent, too slow or not wanted any more.
  private func enforceLimits() throws {
    let time = MonotonicClock.now
    for worker in busyWorkers {
      guard let run = worker.run else { continue }
      if let killTime, now >= killTime {
        try lose(worker, cause: "was killed after an interrupt")
      } else if time - worker.lastHeard >= silenceLimit(worker) {
        try lose(
          worker, code: "worker-hung",
          cause: "gave no sign of life for \(Int(silenceLimit(worker))) s")
      } else if worker.isReady, let timeout = options.timeout, now - run.startTime >= timeout {
        try lose(worker, code: "timeout", cause: "took longer than its limit of \(timeout) s")
      }
    }
  }

  /// Takes a worker's run from it, and ends it if it has grown old or large.
  func discharge(_ worker: Worker) {
    guard let run = worker.run else { return }
    scheduler.end(run.id)
    pool.release(worker)
    if worker.runCount >= options.workerRunLimit || worker.residentBytes > workerMemoryLimit {
      pool.dismiss(worker)
    }
  }

  /// Bytes that a worker may hold between runs: a library's caches are welcome, a leak is not.
  private var workerMemoryLimit: Int64 {
    if let limit = options.workerMemoryLimit { return limit }
    guard let cap = options.maxMemoryBytes else { return 1 << 30 }
    return max(384 << 20, cap / Int64(max(1, options.jobs)) / 2)
  }

  /// Lets go of a worker that has ended or has to, and of the attempt that it was making.
  ///
  /// - Parameter cause: Why it is ended; `nil` if it has ended by itself.
  func lose(_ worker: Worker, code: String = "worker-crashed", cause: String?) throws {
    // One that is given a run while another's answer is looked at can be found dead in doing so.
    guard pool.workers.contains(where: { $0 === worker }) else { return }
    // Its last words are often the ones that explain.
    let exit = worker.process.end(within: cause == nil ? 0.5 : 0)
    worker.process.receiveLog()
    pool.remove(worker)
    guard let run = worker.run else { return }
    worker.run = nil
    scheduler.end(run.id)
    dropScratch(of: run)
    if isInterrupted {
      runs[run.key] = nil
      return
    }
    if !worker.isReady {
      guard pool.hasBeenReady else { throw pool.lost(worker) }
      // It was never handed over, but a worker that cannot start must not be tried for ever.
      countAttempt(run)
    }
    let reason = "The worker \(cause ?? exit.description)"
    let label = graph[run.node].label
    let delay = BackOff.lostWorker.delay(attempt: run.attempt, key: run.key)
    if retry(run, after: delay, freshWorker: true, cause: reason) { return }
    let log = worker.process.lastLogLines.joined(separator: "\n")
    giveUp(
      run,
      StageError(
        code: code, message: "\(reason) while it made \(label), \(run.attempt) times in all.",
        detail: log.isEmpty ? nil : log))
  }

  /// Lets a run be tried again after a while, if it may.
  ///
  /// - Parameter freshWorker: Whether by a worker that has run nothing else.
  func retry(
    _ run: Run, after delay: Double, freshWorker: Bool = false, cause: String
  ) -> Bool {
    guard run.attempt <= options.retries && mayStart(run) else { return false }
    let due = now + delay
    attempts[run.key] = AttemptRecord(
      count: run.attempt, due: due, needsFreshWorker: freshWorker)
    run.needsFreshWorker = freshWorker
    run.isAnnounced = false
    emit(
      .nodeRetried(
        run.node, label: graph[run.node].label, attempt: run.attempt, cause: cause, delay: delay))
    schedule(run, notBefore: due)
    return true
  }
}
