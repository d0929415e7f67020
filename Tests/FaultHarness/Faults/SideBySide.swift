import Glibc

/// Two or four builds at once on one store, of one film or of several, some of them killed.
struct SideBySide: Fault {
  let name = "side-by-side"
  let weight = 16

  func strike(_ round: Round) throws {
    let count = round.random.pick([2, 2, 4])
    let sharesOutputs = round.random.chance(0.4)
    let kills = round.random.chance(0.5)
    var runs: [(run: BuildRun, round: Round)] = []
    for index in 0..<count {
      let folder = sharesOutputs || index == 0 ? nil : "\(round.folder)/out-\(index)"
      let run =
        index > 0 && round.random.chance(0.3)
        ? try foreign(round, index) : (try round.build(outputFolder: folder), round)
      runs.append(run)
      if round.random.chance(0.5) { Clock.sleep(round.random.fraction() * 0.1) }
    }
    round.note("\(count) builds at once, \(sharesOutputs ? "one place" : "own places")")
    if kills {
      Clock.sleep(round.random.fraction() * (try round.expectedSeconds()))
      for (run, _) in runs.shuffled(using: &round.random).prefix(count / 2) {
        run.child.send(SIGKILL)
      }
    }
    for (run, owner) in runs {
      try owner.finish(run, signal: kills ? SIGKILL : nil)
      if owner !== round { for loss in owner.losses { round.lose("the other film: \(loss)") } }
    }
  }

  /// A build of another film on the same store.
  private func foreign(_ round: Round, _ index: Int) throws -> (BuildRun, Round) {
    let film = round.random.pick(FilmList.all.filter { $0.name != round.film.name })
    let other = try Round(
      number: round.number, folder: "\(round.folder)/other-\(index)", film: film, start: .empty,
      jobs: round.jobs, random: round.random, references: round.references,
      programs: round.programs)
    other.store = round.store
    return (try other.build(), other)
  }
}
