import Glibc

/// Damage, and then `kill -9` of the build that is putting it right.
struct DamageAndKill: Fault {
  let name = "damage-and-kill"
  let weight = 16
  let starts: [Start] = [.complete, .half, .edited]
  let destroysWork = true

  func strike(_ round: Round) throws {
    let damages: [any Fault] = [DamageArtifacts(), DamageIndex(), LoseStoreFiles()]
    try round.random.pick(damages).strike(round)
    for _ in 0..<round.random.number(1...3) {
      let delay = round.random.fraction() * (try round.reference().seconds)
      let run = try round.build()
      run.run(for: delay)
      run.child.send(SIGKILL)
      round.note("killed the build after \(delay) s")
      try round.finish(run, signal: SIGKILL)
    }
  }
}
