import Glibc

/// Standard streams that are closed, or that nobody reads.
struct ClosedStreams: Fault {
  let name = "closed-streams"
  let weight = 10

  func strike(_ round: Round) throws {
    let closings = ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"]
    let run: BuildRun
    if round.random.chance(0.75) {
      let closing = round.random.pick(closings)
      round.note("started with \(closing)")
      run = try round.build(prefix: ["/bin/sh", "-c", "exec \"$@\" \(closing)", "sh"])
    } else {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw HarnessError.system("make", "a pipe") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      close(ends[0])
      round.note("standard output is a pipe that nobody reads")
      run = try round.build(output: .descriptor(ends[1]))
      close(ends[1])
    }
    try round.finish(run)
  }
}
