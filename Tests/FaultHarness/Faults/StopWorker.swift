import Glibc

/// A worker that is stopped, so that it gives no sign of life.
struct StopWorker: Fault {
  let name = "stop-worker"
  // Each takes the ten seconds after which a silent worker is given up.
  let weight = 1
  let starts: [Start] = [.empty]

  func strike(_ round: Round) throws {
    let run = try round.build()
    run.waitUntil { $0.finished.count >= 1 }
    let workers = ProcessTable.workers(of: round.mark)
    if let worker = workers.randomElement(using: &round.random) { kill(worker, SIGSTOP) }
    round.note("stopped one of \(workers.count) workers")
    try round.finish(run, allowed: [0])
  }
}
