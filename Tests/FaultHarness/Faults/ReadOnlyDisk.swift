import Glibc

/// A store, or a place of outputs, that cannot be written, from the start or from some moment on.
struct ReadOnlyDisk: Fault {
  let name = "read-only-disk"
  let weight = 8
  let starts: [Start] = [.complete, .half, .edited]

  func obstacle(_ programs: Programs) -> String? { SmallDisk.obstacle }

  func prepare(_ round: Round) throws {
    try SmallDisk.mount(round)
    if round.random.chance(0.7) { round.store = "\(round.folder)/disk/store" }
  }

  func strike(_ round: Round) throws {
    let delay =
      round.random.chance(0.5) ? 0 : round.random.fraction() * (try round.expectedSeconds())
    let disk = "\(round.folder)/disk"
    if delay == 0 { lock(disk) }
    let run = try round.build(outputFolder: SmallDisk.outputFolder(round))
    if delay > 0 {
      run.run(for: delay)
      // Refused while a file is open for writing; then nothing goes wrong in this round.
      lock(disk)
    }
    round.note("read-only from \(delay) s on")
    try round.finish(run, allowed: [0, 3])
    SmallDisk.checkOutputs(round)
  }

  private func lock(_ disk: String) {
    _ = Glibc.mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil)
  }

  func relent(_ round: Round) {
    _ = Glibc.mount("tmpfs", "\(round.folder)/disk", "tmpfs", UInt(MS_REMOUNT), nil)
  }

  func cleanUp(_ round: Round) { SmallDisk.unmount(round) }
}
