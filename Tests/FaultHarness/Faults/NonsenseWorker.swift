import Glibc

/// A worker that is missing, ends at once, or does not speak the protocol.
struct NonsenseWorker: Fault {
  let name = "nonsense-worker"
  let weight = 14
  let starts: [Start] = [.empty, .half, .edited]

  func strike(_ round: Round) throws {
    var environment: [String: String] = [:]
    if round.random.chance(0.3) {
      environment["REEL_WORKER"] = round.random.pick([
        "/nonexistent/worker", "/etc/passwd", "/bin/false", "/bin/true", "/bin/yes", "/", "/bin/ls",
      ])
    } else {
      let garbling = round.random.pick(Garbling.allCases)
      environment = Garbler.environment(
        garbling, afterFrames: round.random.number(0...12), seed: round.random.next(),
        worker: round.programs.worker)
      environment["REEL_WORKER"] = try Garbler.program()
    }
    round.note("worker: \(environment)")
    let run = try round.build(environment: environment)
    try round.finish(run, allowed: [0, 1, 2])
  }
}
