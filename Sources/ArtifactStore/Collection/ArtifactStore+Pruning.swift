internal import BuildGraph

extension ArtifactStore {
  /// Deletes history that nothing can ask for any more, so that the index does not grow for ever.
  ///
  /// Labels none of whose keys has a result; texts of keys that have neither a result nor a
  /// label; deliveries and memos whose files have changed; and of very many file digests the
  /// older half.
  ///
  /// - Returns: How many records.
  func pruneHistory() throws(StoreError) -> Int {
    var known: Set<Digest> = []
    try forEachResult { key, _ in known.insert(key) }
    var removals: [Index.Change] = []
    func remove(_ table: Index.Table, _ key: UnsafeRawBufferPointer) {
      removals.append(Index.Change(table: table, key: [UInt8](key), value: nil))
    }
    try indexed { () throws(Index.Failure) in
      var named: Set<Digest> = []
      try index.forEach(.labels) { key, value in
        let keys = Self.decodeLabel(value)?.keys ?? []
        if keys.contains(where: { known.contains($0.key) }) {
          named.formUnion(keys.map(\.key))
        } else {
          remove(.labels, key)
        }
      }
      try index.forEach(.keys) { key, _ in
        guard key.count == Digest.byteCount else { return }
        let digest = Digest(bytes: key)
        if !known.contains(digest) && !named.contains(digest) { remove(.keys, key) }
      }
      try index.forEach(.deliveries) { key, value in
        if !Self.isDeliveryCurrent(value) { remove(.deliveries, key) }
      }
      try index.forEach(.memos) { key, value in
        if Self.memoContent(value) == nil { remove(.memos, key) }
      }
    }
    removals += try oldFiles()
    for begin in stride(from: 0, to: removals.count, by: Self.pruningBatch) {
      let batch = Array(removals[begin..<min(begin + Self.pruningBatch, removals.count)])
      try indexed { () throws(Index.Failure) in try index.apply(batch) }
    }
    return removals.count
  }

  private static let fileLimit = 50_000
  /// Records in one transaction.
  private static let pruningBatch = 20_000

  /// A record of a file does not tell its path, so it cannot be seen whether the file is there.
  private func oldFiles() throws(StoreError) -> [Index.Change] {
    var files: [(key: [UInt8], changed: Int64)] = []
    try indexed { () throws(Index.Failure) in
      files = []
      try index.forEach(.files) { key, value in
        var reader = ByteReader(value)
        files.append(([UInt8](key), FileStamp(from: &reader)?.changed ?? 0))
      }
    }
    guard files.count > Self.fileLimit else { return [] }
    files.sort { $0.changed < $1.changed }
    return files.prefix(files.count / 2).map { .init(table: .files, key: $0.key, value: nil) }
  }
}
