import Glibc

/// What is checked after every fault.
struct Aftermath {
  let round: Round
  let fault: any Fault

  func check() throws {
    awaitSilence()
    checkStore(when: "right after the fault")
    fault.relent(round)
    let done = round.finished
    if round.hasPlainBuilds { try round.finish(round.build(isPlain: true)) }
    let next = try round.build()
    try round.finish(next)
    if !fault.destroysWork { checkNotRepeated(done, by: next.stream) }
    checkLeftovers()
    let last = try round.build()
    try round.finish(last)
    if last.stream.ran != 0 {
      round.lose("the build after the next ran \(last.stream.ran ?? -1) stages", last)
    }
    if round.hasPlainBuilds { try round.finish(round.build(isPlain: true)) }
    awaitSilence()
    checkStore(when: "in the end")
    try repair()
    checkRecords()
  }

  /// No process of the round may stay: a worker whose engine is gone ends by itself.
  private func awaitSilence() {
    let deadline = Clock.now + 3
    while true {
      let left = ProcessTable.processes(of: round.mark)
      if left.isEmpty { return }
      if Clock.now > deadline {
        round.lose("processes are left over: \(left.map(\.name).joined(separator: ", "))")
        for process in left { kill(process.processID, SIGKILL) }
        return
      }
      Clock.sleep(0.005)
    }
  }

  private func checkStore(when: String) {
    for wrong in StoreOracle(store: round.store).wrongArtifacts(except: round.damaged) {
      round.lose("\(when), \(wrong)")
    }
  }

  /// What was reported as finished must be found by the next build, or not be asked for.
  private func checkNotRepeated(_ done: Set<String>, by next: EventStream) {
    let again = next.finished.intersection(done)
    if !again.isEmpty {
      round.lose("\(again.count) of \(done.count) finished stages ran again")
    }
  }

  private func checkLeftovers() {
    for stray in StoreOracle(store: round.store).strayFiles {
      round.lose("left in the store: \(stray)")
    }
    let folders = Set(round.film.outputs.map { "\(round.folder)/\($0)" }.map(Self.folder))
    for folder in folders {
      for name in Files.names(in: folder) where name.hasPrefix(".") {
        round.lose("left beside the outputs: \(name)")
      }
    }
  }

  /// If this reel can verify and repair, it finds what the fault has damaged, and nothing after it
  /// has put that right.
  private func repair() throws {
    guard round.programs.storeHelp.contains("verify") else { return }
    let isSound = StoreOracle(store: round.store).wrongArtifacts(except: []).isEmpty
    try verify(["--repair"], allowed: isSound ? [0] : [0, 3])
    try verify([], allowed: [0])
    for wrong in StoreOracle(store: round.store).wrongArtifacts(except: []) {
      round.lose("after the repair, \(wrong)")
    }
  }

  private func verify(_ options: [String], allowed: Set<Int32>) throws {
    let log = "\(round.folder)/log-verify"
    Files.remove(log)
    let child = try Child(
      [round.programs.reel, "store", "verify", "--store", round.store] + options,
      environment: [ProcessTable.variable: round.mark],
      streams: .init(output: .file(log), errors: .file(log)))
    let exit = child.wait(seconds: BuildRun.patience)
    if case .status(let status)? = exit, allowed.contains(status) { return }
    round.lose(
      "store verify \(options.joined()): \(exit.map(\.description) ?? "hung"): \(Files.text(log))")
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  private func checkRecords() {
    do {
      let oracle = StoreOracle(store: round.store)
      for wrong in try oracle.wrongRecords(truth: round.references.truth) { round.lose(wrong) }
    } catch {
      round.lose("the store cannot be opened: \(error)")
    }
  }
}
