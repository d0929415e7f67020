/// A limit on how large a file may grow, as a shell or a service manager sets it.
struct FileSizeLimit: Fault {
  let name = "file-size-limit"
  let weight = 5
  let starts: [Start] = [.empty, .half, .edited]

  func strike(_ round: Round) throws {
    // In blocks of 512 or 1024 bytes, as the shell counts.
    let blocks = round.random.number(1...400)
    round.note("files of at most \(blocks) blocks")
    let run = try round.build(
      prefix: ["/bin/sh", "-c", "ulimit -f \(blocks); exec \"$@\"", "sh"])
    try round.finish(run, allowed: [0, 1, 3])
  }
}
