import Glibc

/// Ctrl-C, once or twice, or a polite request to end.
struct Interrupt: Fault {
  let name = "interrupt"
  let weight = 14

  func strike(_ round: Round) throws {
    let signal = round.random.pick([SIGINT, SIGINT, SIGTERM, SIGHUP])
    let isDouble = round.random.chance(0.4)
    let pause = round.random.fraction() * 0.05
    let delay = round.random.fraction() * 1.1 * (try round.expectedSeconds())
    let run = try round.build()
    run.run(for: delay)
    let begin = Clock.now
    run.child.send(signal)
    if isDouble {
      run.run(for: pause)
      run.child.send(signal)
    }
    round.note("sent signal \(signal)\(isDouble ? " twice" : "") after \(delay) s")
    // Before the handlers are in place the signal does what it always does.
    try round.finish(run, allowed: [0, 130], signal: signal)
    if Clock.now - begin > 6 { round.lose("an interrupted build took more than 6 s to end", run) }
  }
}
