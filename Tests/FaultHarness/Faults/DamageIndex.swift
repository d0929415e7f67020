import Glibc

/// An index whose bytes are changed, cut or lost.
struct DamageIndex: Fault {
  let name = "damage-index"
  let weight = 24
  let starts: [Start] = [.complete, .half, .edited]
  let destroysWork = true

  enum Harm: CaseIterable { case truncate, flip, zeroPage, swapPages, append, garbage, empty }

  func strike(_ round: Round) throws {
    let path = "\(round.store)/index/data.mdb"
    guard Files.exists(path) else { return }
    var bytes = try Files.read(path)
    let harm = round.random.pick(Harm.allCases + [.flip, .flip])
    let page = 4096
    switch harm {
    case .truncate: bytes.removeLast(round.random.number(1...bytes.count - 1))
    case .flip:
      for _ in 0..<round.random.number(1...12) {
        bytes[round.random.number(0...bytes.count - 1)] ^= 1 << round.random.number(0...7)
      }
    case .zeroPage:
      let start = round.random.number(0...bytes.count / page - 1) * page
      for index in start..<start + page { bytes[index] = 0 }
    case .swapPages:
      let one = round.random.number(0...bytes.count / page - 1) * page
      let other = round.random.number(0...bytes.count / page - 1) * page
      for offset in 0..<page { bytes.swapAt(one + offset, other + offset) }
    case .append: bytes += [UInt8](repeating: 0x5A, count: round.random.number(1...20_000))
    case .garbage:
      for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: round.random.next()) }
    case .empty: bytes = []
    }
    try Files.write(bytes, to: path)
    round.note("index: \(harm)")
  }
}
