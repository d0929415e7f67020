import ArtifactStore
import BuildGraph
import FuzzSupport
import Glibc

// Damages the index of a store and uses the store, again and again.
//
//   index-fuzzer FOLDER FIRST-SEED COUNT
//
// Exits with 0 if every round went well, with 1 and a message if a store gave a wrong answer or
// refused to work. A death by signal is the failure that the caller looks for; the last line then
// names the seed.

func key(_ number: Int) -> KeyText {
  var encoder = FieldEncoder()
  encoder.field("number", "\(number)")
  // Some texts need pages of their own.
  encoder.field("text", String(repeating: "x", count: number % 50 == 0 ? 9000 : number % 400))
  return KeyText(bytes: encoder.bytes)
}

func result(_ number: Int) -> ActionResult {
  let text = Array("content \(number)".utf8)
  return ActionResult(
    stage: "stage\(number % 7)",
    outputs: [
      .init(
        name: "out", digest: SHA256.digest(of: text), size: Int64(text.count),
        inline: number % 3 == 0 ? text : nil)
    ], wallSeconds: Double(number), cpuSeconds: 1, peakMemory: 1 << 20, lastUsed: 0)
}

let page = 4096
let count = 600
let texts = (0..<count + 10).map(key)
let digests = texts.map(\.digest)

func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) -> String {
  let pages = bytes.count / page
  func somewhere(_ random: inout SeededRandom) -> Int {
    Int.random(in: 0..<bytes.count, using: &random)
  }
  switch Int.random(in: 0..<9, using: &random) {
  case 0:
    let flips = Int.random(in: 1...8, using: &random)
    for _ in 0..<flips {
      bytes[somewhere(&random)] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &random)
    }
    return "\(flips) bits"
  case 1:
    let flips = Int.random(in: 50...2000, using: &random)
    for _ in 0..<flips { bytes[somewhere(&random)] = UInt8.random(in: 0...255, using: &random) }
    return "\(flips) bytes"
  case 2:
    let begin = Int.random(in: 0..<pages, using: &random) * page
    for index in begin..<begin + page { bytes[index] = 0 }
    return "a page of zeros at \(begin)"
  case 3:
    let begin = Int.random(in: 2..<pages, using: &random) * page
    for index in begin..<begin + page { bytes[index] = UInt8.random(in: 0...255, using: &random) }
    return "a page of noise at \(begin)"
  case 4:
    let (first, second) = (
      Int.random(in: 0..<pages, using: &random) * page,
      Int.random(in: 0..<pages, using: &random) * page
    )
    for index in 0..<page { bytes.swapAt(first + index, second + index) }
    return "pages \(first) and \(second) swapped"
  case 5:
    bytes.removeSubrange(somewhere(&random)...)
    return "cut to \(bytes.count) bytes"
  case 6:
    // The numbers that lead from page to page: in the heads of pages.
    let flips = Int.random(in: 1...3, using: &random)
    for _ in 0..<flips {
      let begin = Int.random(in: 0..<pages, using: &random) * page
      bytes[begin + Int.random(in: 0..<64, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    return "\(flips) heads"
  case 7:
    bytes[Int.random(in: 0..<2, using: &random) * page + Int.random(in: 0..<152, using: &random)] ^=
      UInt8(1) << UInt8.random(in: 0..<8, using: &random)
    return "a header"
  default:
    let begin = Int.random(in: 2..<pages, using: &random) * page
    let source = Int.random(in: 0..<pages, using: &random) * page
    bytes.replaceSubrange(begin..<begin + page, with: bytes[source..<source + page])
    return "page \(source) also at \(begin)"
  }
}

func use(_ path: String, round: Int) throws -> Int {
  let store = try ArtifactStore(path: path)
  var found = 0
  for number in 0..<count {
    guard let known = try store.result(for: digests[number]) else { continue }
    if known != result(number) { fail("the result of \(number) is wrong") }
    found += 1
  }
  for number in 0..<count where number % 17 == 0 {
    if let text = try store.keyText(of: digests[number]), text.bytes != texts[number].bytes {
      fail("the text of \(number) is wrong")
    }
  }
  // New records, changed records, and removals: whatever LMDB does with pages.
  try store.record(
    (0..<count / 3).map { ActionRecord(key: texts[3 * $0], result: result(3 * $0)) }
      + [ActionRecord(key: texts[count + round % 10], result: result(count + round % 10))])
  for number in 0..<count where number % 5 == 0 {
    try store.notePastKey(digests[number], project: "p", label: "\(number)", time: Int64(round))
  }
  try store.flush()
  _ = try store.statistics()
  _ = try store.collect(CollectionRequest(unusedSince: Int64(round % 2) * 4_000_000_000))
  let again = try store.result(for: digests[3])
  if let again, again != result(3) { fail("a result is wrong afterwards") }
  return found
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let first = UInt64(arguments[2]), let rounds = Int(arguments[3]) else {
  fail("usage: index-fuzzer FOLDER FIRST-SEED COUNT")
}
let path = "\(arguments[1])/store"
let file = "\(path)/index/data.mdb"
do {
  do {
    let store = try ArtifactStore(path: path)
    for batch in 0..<6 {
      try store.record(
        (batch * count / 6..<(batch + 1) * count / 6).map {
          ActionRecord(key: texts[$0], result: result($0))
        })
    }
  }
  let sound = read(file)
  var found = 0
  var replaced = 0
  for round in 0..<rounds {
    var random = SeededRandom(seed: first + UInt64(round))
    var bytes = sound
    let what = damage(&bytes, &random)
    say("seed \(first + UInt64(round)): \(what)")
    write(bytes, to: file)
    found += try use(path, round: round)
    let store = try ArtifactStore(path: path)
    if store.damagedIndex != nil { fail("the index is damaged still") }
    if access("\(path)/index.damaged", F_OK) == 0 { replaced += 1 }
    _ = try store.verify(repairing: false)
    unlink("\(path)/index.damaged/data.mdb")
    unlink("\(path)/index.damaged/lock.mdb")
    rmdir("\(path)/index.damaged")
  }
  say("replaced \(replaced) of \(rounds) found \(found) of \(rounds * count)")
} catch {
  fail("error: \(error)")
}
