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
  /// The runs that it has been given.
  var runCount = 0
  /// Bytes that it held when it last became idle.
  var residentBytes: Int64 = 0
  /// When it last gave a sign of life.
  var lastHeard: Double

  init(process: WorkerProcess, now: Double) {
    self.process = process
    lastHeard = now
  }
}
