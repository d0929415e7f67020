import Glibc

/// A source file that changes while a build reads it. The film must be that of one content or the
/// other, never of both.
struct ChangingSource: Fault {
  let name = "changing-source"
  let weight = 20
  let starts: [Start] = [.empty, .half, .edited]
  let films = FilmList.all.filter { $0.changingSource != nil }

  func strike(_ round: Round) throws {
    guard let source = round.film.changingSource else { return }
    let path = "\(round.folder)/\(source.name)"
    // Not on the first changes only: a file may go back to what it was.
    let changes = round.random.pick([1, 1, 1, 2, 3])
    let run = try round.build()
    for _ in 0..<changes {
      run.run(for: round.random.fraction() * (try round.expectedSeconds()) / Double(changes))
      try change(path, source.contents, round)
    }
    // It says so if a file is missing or cut short in that moment.
    try round.finish(run, allowed: [0, 1, 2], states: [0, 1])
  }

  private func change(_ path: String, _ contents: [[UInt8]], _ round: Round) throws {
    switch round.random.number(0...3) {
    case 0:
      round.state = 1 - round.state
      try Files.write(contents[round.state], to: path)
      round.note("rewritten in its place to state \(round.state)")
    case 1:
      round.state = 1 - round.state
      try Files.write(contents[round.state], to: path + ".new")
      rename(path + ".new", path)
      round.note("replaced by state \(round.state)")
    case 2:
      truncate(path, round.random.number(0...contents[0].count - 1))
      Clock.sleep(round.random.fraction() * 0.02)
      try Files.write(contents[round.state], to: path)
      round.note("cut short for a moment")
    default:
      rename(path, path + ".away")
      Clock.sleep(round.random.fraction() * 0.02)
      rename(path + ".away", path)
      round.note("away for a moment")
    }
  }
}
