import Glibc

/// `reel store gc` while builds run, and killed on the way.
struct CollectBeside: Fault {
  let name = "collect-beside"
  let weight = 12
  let destroysWork = true

  func obstacle(_ programs: Programs) -> String? {
    programs.storeHelp.contains("gc") ? nil : "this reel has no 'store gc'"
  }

  func strike(_ round: Round) throws {
    let delay = round.random.fraction() * (try round.expectedSeconds())
    let size = round.random.pick(["0B", "50KB", "300KB", "1MB"])
    let isKilled = round.random.chance(0.3)
    if !Files.exists(round.store) {
      let first = try round.build()
      try round.finish(first)
      Files.remove("\(round.folder)/out")
    }
    let run = try round.build()
    run.run(for: delay)
    let log = "\(round.folder)/log-gc"
    let collection = try Child(
      [round.programs.reel, "store", "gc", "--max-size", size, "--store", round.store],
      environment: [ProcessTable.variable: round.mark],
      streams: .init(output: .file(log), errors: .file(log)))
    if isKilled {
      Clock.sleep(round.random.fraction() * 0.02)
      collection.send(SIGKILL)
    }
    round.note("gc to \(size) after \(delay) s\(isKilled ? ", killed" : "")")
    try round.finish(run)
    switch collection.wait(seconds: BuildRun.patience) {
    case .status(0): break
    case .signal(SIGKILL) where isKilled: break
    case let exit: round.lose("gc: \(exit.map(\.description) ?? "hung"): \(Files.text(log))")
    }
  }
}
