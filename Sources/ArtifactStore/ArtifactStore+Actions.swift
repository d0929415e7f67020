public import BuildGraph
internal import Glibc

/// A result on its way into the index.
public struct ActionRecord: Sendable {
  public var key: KeyText
  public var result: ActionResult

  public init(key: KeyText, result: ActionResult) {
    self.key = key
    self.result = result
  }
}

extension ArtifactStore {
  /// What the index says of a key, whether or not the artifacts are still there.
  ///
  /// - Throws: ``StoreError`` with the code `damagedIndex`.
  public func result(for key: Digest) throws(StoreError) -> ActionResult? {
    try read(.actions, key) { ActionResult(decoding: $0) } ?? nil
  }

  /// What the index says of a key, if every artifact that it names is there in the right size.
  ///
  /// - Throws: ``StoreError`` with the code `damagedIndex`.
  public func lookup(_ key: Digest) throws(StoreError) -> ActionResult? {
    guard let result = try result(for: key) else { return nil }
    for output in result.outputs where output.inline == nil {
      if !hasBlob(output.digest, size: output.size) { return nil }
    }
    return result
  }

  /// Records results whose artifacts are published, with their key texts, in one transaction.
  ///
  /// What was noted before goes into the same transaction.
  public func record(_ records: [ActionRecord]) throws(StoreError) {
    for record in records {
      let key = Array(record.key.digest)
      changes.append(.init(table: .actions, key: key, value: record.result.encoded))
      changes.append(.init(table: .keys, key: key, value: record.key.bytes))
      try addToHistory(record.result)
    }
    try flush()
  }

  /// Notes that a result was used, unless that was noted on the same day: a build in which
  /// nothing runs must not write for every node.
  public func touch(_ key: Digest, _ result: ActionResult) {
    let today = Self.today
    if result.lastUsed >= today { return }
    var result = result
    result.lastUsed = today
    changes.append(.init(table: .actions, key: Array(key), value: result.encoded))
  }

  /// Midnight UTC of the current day, in seconds since 1970.
  public static var today: Int64 { Int64(time(nil)) / 86_400 * 86_400 }

  /// The text behind a key.
  public func keyText(of key: Digest) throws(StoreError) -> KeyText? {
    try read(.keys, key) { KeyText(bytes: [UInt8]($0)) }
  }

  /// The key of that stage, other than `key` itself, whose text has most fields in common with
  /// `text`; of equal ones the most recently used. Reads all results: for a person who waits.
  public func nearestKey(
    to text: KeyText, stage: String
  ) throws(StoreError) -> Digest? {
    let own = text.digest
    let fields = Set(text.fields)
    var candidates: [(key: Digest, lastUsed: Int64)] = []
    try indexed { () throws(Index.Failure) in
      try index.forEach(.actions) { key, value in
        guard key.count == Digest.byteCount, let result = ActionResult(decoding: value),
          result.stage == stage
        else { return }
        let key = Digest(bytes: key)
        if key != own { candidates.append((key, result.lastUsed)) }
      }
    }
    var best: (key: Digest, score: Int, lastUsed: Int64)?
    for candidate in candidates {
      guard let other = try keyText(of: candidate.key) else { continue }
      let score = other.fields.count(where: fields.contains)
      if let best, (best.score, best.lastUsed) >= (score, candidate.lastUsed) { continue }
      best = (candidate.key, score, candidate.lastUsed)
    }
    return best?.key
  }

  /// What the runs of a stage have cost, or `nil` before the first.
  public func history(ofStage stage: String) throws(StoreError) -> StageHistory? {
    if let known = stageCache[stage] { return known }
    let found = try read(.stages, Self.name(stage)) { StageHistory(decoding: $0) } ?? nil
    stageCache[stage] = found
    return found
  }

  private func addToHistory(_ result: ActionResult) throws(StoreError) {
    var history = try history(ofStage: result.stage) ?? StageHistory()
    history.add(seconds: result.wallSeconds, peakMemory: result.peakMemory)
    stageCache[result.stage] = history
    changes.append(
      .init(table: .stages, key: Array(Self.name(result.stage)), value: history.encoded))
  }

  func read<Result>(
    _ table: Index.Table, _ key: Digest, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(StoreError) -> Result? {
    try indexed { () throws(Index.Failure) in
      var failure: Index.Failure?
      let result = key.withUnsafeBytes { bytes in
        do throws(Index.Failure) { return try index.read(table, bytes, body) } catch {
          failure = error
          return nil
        }
      }
      if let failure { throw failure }
      return result
    }
  }

  /// The key of a table that is looked up by text: LMDB's keys are at most 511 bytes long.
  static func name(_ parts: String...) -> Digest {
    var writer = ByteWriter()
    for part in parts { writer.append(part) }
    return SHA256.digest(of: writer.bytes)
  }
}

extension Array<UInt8> {
  init(_ digest: Digest) { self = digest.withUnsafeBytes { [UInt8]($0) } }
}
