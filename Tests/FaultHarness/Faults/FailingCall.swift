import Glibc

/// One system call of `reel` fails, or all of a kind from one on.
struct FailingCall: Fault {
  let name = "failing-call"
  let weight = 14

  func obstacle(_ programs: Programs) -> String? { Tracer.obstacle }

  func strike(_ round: Round) throws {
    let (call, count) = round.random.pick(Tracer.writingCalls)
    let number = round.random.number(1...count)
    let error = round.random.pick(["EIO", "ENOSPC", "EDQUOT", "EINTR"])
    // A call that is always interrupted may be tried for ever.
    let lasts = error != "EINTR" && round.random.chance(0.4)
    round.note("call \(number) of \(call)\(lasts ? " and all later ones" : "") fails with \(error)")
    let run = try round.build(
      prefix: Tracer.command(
        call: call, injection: "error=\(error):when=\(number)\(lasts ? "+" : "")"))
    // Events that could not be written were not reported.
    try round.finish(run, allowed: [0, 1, 2, 3], speaks: call != "write")
  }
}
