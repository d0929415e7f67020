import Glibc

/// `kill -9` of `reel` at a random moment.
struct KillBuild: Fault {
  let name = "kill-build"
  let weight = 30

  func strike(_ round: Round) throws {
    // Half of the time in a row of two or three, each on what the one before has left.
    for _ in 0..<(round.random.chance(0.5) ? 1 : round.random.number(2...3)) {
      let delay = round.random.fraction() * 1.1 * (try round.expectedSeconds())
      let run = try round.build()
      run.run(for: delay)
      run.child.send(SIGKILL)
      round.note("killed the build after \(delay) s")
      try round.finish(run, signal: SIGKILL)
    }
  }
}
