internal import BuildGraph

/// All artifacts and results of a store at one moment, and which belong together.
struct Inventory {
  struct Blob {
    var digest: Digest
    var path: String
    var size: Int64
    /// Indices of the results that name it.
    var owners: [Int] = []
  }

  struct Record {
    var key: Digest
    var stage: String
    /// Seconds that it takes to make it again.
    var seconds: Double
    /// Seconds since 1970.
    var lastUsed: Int64
    /// Bytes that its outputs have, whether or not they are there.
    var outputBytes: Int64
    /// Indices of those of its artifacts that are there, each once.
    var blobs: [Int] = []
  }

  private(set) var blobs: [Blob] = []
  private(set) var records: [Record] = []
  private var places: [Digest: Int] = [:]

  mutating func add(blob digest: Digest, path: String, size: Int64) {
    places[digest] = blobs.count
    blobs.append(Blob(digest: digest, path: path, size: size))
  }

  /// - Precondition: All artifacts have been added.
  mutating func add(_ result: ActionResult, key: Digest) {
    var record = Record(
      key: key, stage: result.stage, seconds: max(result.wallSeconds, 0),
      lastUsed: result.lastUsed, outputBytes: result.outputs.reduce(0) { $0 + $1.size })
    for output in result.outputs {
      guard let blob = places[output.digest], !record.blobs.contains(blob) else { continue }
      record.blobs.append(blob)
      blobs[blob].owners.append(records.count)
    }
    records.append(record)
  }

  var bytes: Int64 { blobs.reduce(0) { $0 + $1.size } }
}

extension ArtifactStore {
  /// Looks at every artifact and every result.
  func inventory() throws(StoreError) -> Inventory {
    var inventory = Inventory()
    BlobFolder.forEach(in: "\(path)/cas") { entry in
      if let digest = entry.digest {
        inventory.add(blob: digest, path: entry.path, size: entry.size)
      }
    }
    try forEachResult { key, result in inventory.add(result, key: key) }
    return inventory
  }

  /// Calls `body` for every result in the index, in the order of the keys.
  func forEachResult(_ body: (Digest, ActionResult) -> Void) throws(StoreError) {
    try checkIndex()
    try indexed { () throws(Index.Failure) in
      try index.forEach(.actions) { key, value in
        guard key.count == Digest.byteCount, let result = ActionResult(decoding: value) else {
          return
        }
        body(Digest(bytes: key), result)
      }
    }
  }
}
