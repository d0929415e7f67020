import Glibc

/// Sources and outputs that change without their size, and with times that hide it: within one
/// tick of the clock, or set back to what they were.
struct MisleadingTimes: Fault {
  let name = "misleading-times"
  let weight = 14
  let starts: [Start] = [.complete]

  func strike(_ round: Round) throws {
    if round.film.changingSource != nil && round.random.chance(0.7) {
      try changeSource(round)
    } else {
      try changeOutput(round)
    }
  }

  private func changeSource(_ round: Round) throws {
    guard let source = round.film.changingSource else { return }
    let path = "\(round.folder)/\(source.name)"
    for _ in 0..<round.random.number(1...3) {
      // So that the digest of this content is remembered, as far as it may be.
      try round.finish(try round.build())
      guard let before = Files.status(path) else { return }
      round.state = 1 - round.state
      let content = source.contents[round.state]
      if round.random.chance(0.5) {
        try Files.write(content, to: path)
      } else {
        try Files.write(content, to: path + ".new")
        rename(path + ".new", path)
      }
      if round.random.chance(0.7) {
        Files.setTime(
          of: path, seconds: before.st_mtim.tv_sec + round.random.pick([0, 0, -3600, 86_400]),
          nanoseconds: before.st_mtim.tv_nsec)
      }
      round.note("\(source.name) is now in state \(round.state)")
    }
    try round.finish(try round.build())
  }

  private func changeOutput(_ round: Round) throws {
    let path = "\(round.folder)/\(round.random.pick(round.film.outputs))"
    try round.finish(try round.build())
    guard let before = Files.status(path) else { return }
    var bytes = try Files.read(path)
    bytes[round.random.number(0...bytes.count - 1)] ^= 0x10
    try Files.write(bytes, to: path)
    if round.random.chance(0.7) {
      Files.setTime(
        of: path, seconds: before.st_mtim.tv_sec, nanoseconds: before.st_mtim.tv_nsec)
    }
    round.note("\(path) changed behind the build's back")
  }
}
