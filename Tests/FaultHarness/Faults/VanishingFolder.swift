import Glibc

/// The folder of the outputs goes away, or is in the way, while a build runs.
struct VanishingFolder: Fault {
  let name = "vanishing-folder"
  let weight = 8

  func strike(_ round: Round) throws {
    let folder = "\(round.folder)/out"
    let run = try round.build()
    for _ in 0..<round.random.number(1...4) {
      run.run(for: round.random.fraction() * (try round.expectedSeconds()) / 2)
      if round.random.chance(0.5) {
        Files.remove(folder)
      } else {
        rename(folder, "\(folder)-away-\(round.random.next())")
      }
    }
    round.note("the outputs' folder went away")
    try round.finish(run, allowed: [0, 3], checksOutputs: false)
  }
}
