import Glibc

/// `kill -9` of `reel` right after it has reported that a stage started or finished.
struct KillAtEvent: Fault {
  let name = "kill-at-event"
  let weight = 16
  let starts: [Start] = [.empty, .half, .edited]

  func strike(_ round: Round) throws {
    let count = round.random.number(1...8)
    let atStart = round.random.chance(0.5)
    let run = try round.build()
    run.waitUntil { (atStart ? $0.startedCount : $0.finished.count) >= count }
    run.child.send(SIGKILL)
    round.note("killed the build after \(count) stages had \(atStart ? "started" : "finished")")
    try round.finish(run, signal: SIGKILL)
  }
}
