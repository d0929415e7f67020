import Glibc

/// A disk that gets full while a build writes into its store, or places its outputs.
struct DiskFull: Fault {
  let name = "disk-full"
  let weight = 12
  let starts: [Start] = [.empty, .half, .edited]

  func obstacle(_ programs: Programs) -> String? { SmallDisk.obstacle }

  func prepare(_ round: Round) throws {
    try SmallDisk.mount(round)
    if round.random.chance(0.7) { round.store = "\(round.folder)/disk/store" }
  }

  func strike(_ round: Round) throws {
    // What the disk has left, to the page.
    let isForOutputs = SmallDisk.outputFolder(round) != nil
    let left = round.random.number(0...(isForOutputs ? 4 : 180)) * 4096
    let ballast = "\(round.folder)/disk/ballast"
    var status = statvfs()
    guard statvfs("\(round.folder)/disk", &status) == 0 else {
      throw HarnessError.system("look at", ballast)
    }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    try Files.write([UInt8](repeating: 1, count: max(0, free - left)), to: ballast)
    round.note("\(left) bytes left on the disk")
    let run = try round.build(outputFolder: SmallDisk.outputFolder(round))
    try round.finish(run, allowed: [0, 3])
    SmallDisk.checkOutputs(round)
  }

  func relent(_ round: Round) { Files.remove("\(round.folder)/disk/ballast") }

  func cleanUp(_ round: Round) { SmallDisk.unmount(round) }
}
