import Glibc

/// Files and folders of the store that are deleted or made unreadable as a whole.
struct LoseStoreFiles: Fault {
  let name = "lose-store-files"
  let weight = 12
  let starts: [Start] = [.complete, .half, .edited]
  let destroysWork = true

  func strike(_ round: Round) throws {
    let store = round.store
    let names = [
      "index", "index/data.mdb", "index/lock.mdb", "format", "lock", "open.lock", "tmp", "cas",
      "index/lock.mdb=", "index/lock.mdb~", "lock=",
    ]
    for name in names.shuffled(using: &round.random).prefix(round.random.number(1...3)) {
      let path = "\(store)/\(name.prefix { !"=~".contains($0) })"
      // Without both of these nothing tells a store from any other folder.
      if name == "format" && !Files.exists("\(store)/open.lock") { continue }
      if name == "open.lock" && !Files.exists("\(store)/format") { continue }
      round.note("lost \(name)")
      if name.hasSuffix("=") {
        if Files.exists(path) { truncate(path, 0) }
      } else if name.hasSuffix("~") {
        try Files.createFolder("\(store)/index")
        try Files.write(
          (0..<8192).map { _ in UInt8(truncatingIfNeeded: round.random.next()) }, to: path)
      } else {
        Files.remove(path)
      }
    }
  }
}
