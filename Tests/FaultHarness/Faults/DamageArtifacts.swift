import Glibc

/// Artifacts that are changed, cut, emptied, deleted or replaced behind the store's back.
struct DamageArtifacts: Fault {
  let name = "damage-artifacts"
  let weight = 30
  let starts: [Start] = [.complete, .half, .edited, .edited]
  let destroysWork = true

  enum Harm: CaseIterable { case truncate, flip, delete, zero, append, folder, link }

  func strike(_ round: Round) throws {
    let artifacts = StoreOracle(store: round.store).artifacts
    if artifacts.isEmpty { return }
    let count =
      round.random.chance(0.3) ? artifacts.count : round.random.number(1...artifacts.count)
    let one = round.random.chance(0.5) ? round.random.pick(Harm.allCases) : nil
    for path in artifacts.shuffled(using: &round.random).prefix(count) {
      let harm = one ?? round.random.pick(Harm.allCases)
      try apply(harm, to: path, round)
      round.note("\(harm) \(path.suffix(64).prefix(12))")
    }
    // With the films gone, they have to be placed from what is in the store.
    if round.random.chance(0.7) { Files.remove("\(round.folder)/out") }
  }

  private func apply(_ harm: Harm, to path: String, _ round: Round) throws {
    round.damaged.insert(path)
    var bytes = try Files.read(path)
    switch harm {
    case .truncate: bytes.removeLast(round.random.number(min(1, bytes.count)...bytes.count))
    case .flip:
      for _ in 0..<round.random.number(1...8) where !bytes.isEmpty {
        bytes[round.random.number(0...bytes.count - 1)] ^= 1 << round.random.number(0...7)
      }
    case .zero: bytes = [UInt8](repeating: 0, count: bytes.count)
    case .append: bytes += [UInt8](repeating: 7, count: round.random.number(1...5000))
    case .delete: return Files.remove(path)
    case .folder:
      Files.remove(path)
      return try Files.createFolder(path)
    case .link:
      Files.remove(path)
      symlink(round.random.pick(["/dev/null", "/nonexistent", "/dev/zero"]), path)
      return
    }
    chmod(path, 0o644)
    try Files.write(bytes, to: path)
    chmod(path, 0o444)
  }
}
