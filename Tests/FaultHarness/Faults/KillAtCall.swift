import Glibc

/// `kill -9` of `reel` at the n-th system call of one kind: between any two steps of publishing,
/// recording and placing.
struct KillAtCall: Fault {
  let name = "kill-at-call"
  let weight = 20
  let starts: [Start] = [.empty, .half, .edited]

  func obstacle(_ programs: Programs) -> String? { Tracer.obstacle }

  func strike(_ round: Round) throws {
    let (call, count) = round.random.pick(Tracer.writingCalls)
    let number = round.random.number(1...count)
    round.note("kill at call \(number) of \(call)")
    let run = try round.build(
      prefix: Tracer.command(call: call, injection: "signal=KILL:when=\(number)"))
    try round.finish(run, signal: SIGKILL)
  }
}
