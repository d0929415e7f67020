internal import BuildGraph

/// Which results and artifacts a collection deletes, and in which order.
///
/// An artifact lives as long as a result names it. What a result is worth is the seconds that it
/// takes to make it again, divided by the bytes that deleting it would free and by the days
/// since it was last used; the bytes of an artifact that several results name count for each in
/// equal parts. The least worth goes first. So what is large and quick to make again goes long
/// before what is small, slow or paid for.
struct CollectionPlan {
  struct Step {
    /// Index of the result to delete.
    var record: Int
    /// Indices of the artifacts that nothing names after that.
    var blobs: [Int]
  }

  /// Artifacts that no result names: they go first.
  private(set) var unreferenced: [Int] = []
  private(set) var steps: [Step] = []
  /// Bytes that are left after all of it.
  private(set) var remainingBytes: Int64
  /// Bytes of the artifacts of results that are kept whatever they take.
  private(set) var keptBytes: Int64 = 0

  private let inventory: Inventory
  private let now: Int64
  /// By artifact: the results that still name it.
  private var owners: [Int]
  private var isGone: [Bool]

  /// - Parameter now: Seconds since 1970.
  init(_ inventory: Inventory, _ request: CollectionRequest, now: Int64) {
    self.inventory = inventory
    self.now = now
    owners = inventory.blobs.map(\.owners.count)
    isGone = [Bool](repeating: false, count: inventory.records.count)
    remainingBytes = inventory.bytes
    for (number, blob) in inventory.blobs.enumerated() where blob.owners.isEmpty {
      unreferenced.append(number)
      remainingBytes -= blob.size
    }
    let isKept = inventory.records.map { request.kept.contains($0.key) }
    for blob in inventory.blobs where blob.owners.contains(where: { isKept[$0] }) {
      keptBytes += blob.size
    }
    if let limit = request.unusedSince {
      for (number, record) in inventory.records.enumerated()
      where !isKept[number] && record.lastUsed + 86_400 <= limit { delete(number) }
    }
    if let limit = request.maxBytes { shrink(to: limit, isKept) }
  }

  /// A result that may go, the cheapest first. Equal ones go by number, so that the order is
  /// always the same.
  private struct Candidate: Ordered {
    var record: Int
    var score: Double

    func precedes(_ other: Candidate) -> Bool {
      (score, record) < (other.score, other.record)
    }
  }

  private mutating func shrink(to limit: Int64, _ isKept: [Bool]) {
    guard remainingBytes > limit else { return }
    var heap = BinaryHeap<Candidate>()
    var scores: [Int: Double] = [:]
    func add(_ number: Int) {
      guard !isGone[number], !isKept[number], let score = score(number) else { return }
      scores[number] = score
      heap.insert(Candidate(record: number, score: score))
    }
    for number in inventory.records.indices { add(number) }
    while remainingBytes > limit, let next = heap.removeFirst() {
      // A later entry has taken its place.
      if isGone[next.record] || scores[next.record] != next.score { continue }
      delete(next.record)
      // Those that share an artifact with it now answer for more of it.
      for blob in inventory.records[next.record].blobs where owners[blob] > 0 {
        for owner in inventory.blobs[blob].owners { add(owner) }
      }
    }
  }

  /// - Returns: `nil` for a result that has no artifact to free.
  private func score(_ number: Int) -> Double? {
    let record = inventory.records[number]
    var bytes = 0.0
    for blob in record.blobs where owners[blob] > 0 {
      bytes += Double(inventory.blobs[blob].size) / Double(owners[blob])
    }
    if bytes <= 0 { return nil }
    let days = Double(max(now - record.lastUsed, 0)) / 86_400
    return record.seconds / bytes / (1 + days)
  }

  private mutating func delete(_ number: Int) {
    isGone[number] = true
    var step = Step(record: number, blobs: [])
    for blob in inventory.records[number].blobs {
      owners[blob] -= 1
      guard owners[blob] == 0 else { continue }
      step.blobs.append(blob)
      remainingBytes -= inventory.blobs[blob].size
    }
    steps.append(step)
  }
}
