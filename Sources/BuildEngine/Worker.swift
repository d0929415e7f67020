internal import WorkerProtocol

/// A worker of the pool and what it is doing.
final class Worker {
  let process: WorkerProcess
  /// Whether it has said hello.
  var isReady = false
  /// What it works on, or will once it is ready.
  var run: Run?
  /// The id under which it knows the run.
  var requestID = 0
  /// Whether it has been given any run.
  var isUsed = false
  /// When it last gave a sign of life.
  var lastHeard: Double

  init(process: WorkerProcess, now: Double) {
    self.process = process
    lastHeard = now
  }
}
