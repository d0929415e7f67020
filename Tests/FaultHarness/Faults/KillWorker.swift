import Glibc

/// `kill -9` of one worker or of all, once or again and again.
struct KillWorker: Fault {
  let name = "kill-worker"
  let weight = 14
  let starts: [Start] = [.empty, .half, .edited]

  func strike(_ round: Round) throws {
    let isRepeated = round.random.chance(0.3)
    let killsAll = round.random.chance(0.5)
    let delay = round.random.fraction() * (try round.expectedSeconds())
    let run = try round.build()
    run.run(for: delay)
    var killed = 0
    for _ in 0..<(isRepeated ? 10 : 1) {
      var workers = ProcessTable.workers(of: round.mark)
      if !killsAll { workers = Array(workers.shuffled(using: &round.random).prefix(1)) }
      for worker in workers where kill(worker, SIGKILL) == 0 { killed += 1 }
      if run.child.hasEnded() { break }
      Clock.sleep(0.02)
    }
    round.note("killed \(killed) workers from \(delay) s on")
    // One attempt is repeated; a stage that loses two workers fails, and so does a build whose
    // first worker is gone before it is ready.
    try round.finish(run, allowed: [0, 1, 2])
  }
}
