internal import BuildGraph
internal import Glibc

/// What a store holds.
public struct StoreStatistics: Hashable, Sendable {
  public struct Stage: Hashable, Sendable {
    public var name: String
    /// Results in the index.
    public var actions: Int
    /// Bytes of their outputs. Equal outputs of two results count twice.
    public var bytes: Int64
    /// Seconds that all results together have cost.
    public var seconds: Double

    public init(name: String, actions: Int, bytes: Int64, seconds: Double) {
      self.name = name
      self.actions = actions
      self.bytes = bytes
      self.seconds = seconds
    }
  }

  /// Artifacts on disk.
  public var blobs = 0
  /// Their bytes.
  public var bytes: Int64 = 0
  /// Results in the index.
  public var actions = 0
  /// By stage, in the order of their names.
  public var stages: [Stage] = []

  public init() {}
}

extension ArtifactStore {
  /// Counts everything. Looks at each artifact's size and reads the whole index.
  public func statistics() throws(StoreError) -> StoreStatistics {
    var statistics = StoreStatistics()
    forEachBlob { _, size in
      statistics.blobs += 1
      statistics.bytes += size
    }
    var stages: [String: StoreStatistics.Stage] = [:]
    try indexed { () throws(Index.Failure) in
      try index.forEach(.actions) { _, value in
        guard let result = ActionResult(decoding: value) else { return }
        statistics.actions += 1
        var stage =
          stages[result.stage] ?? .init(name: result.stage, actions: 0, bytes: 0, seconds: 0)
        stage.actions += 1
        stage.bytes += result.outputs.reduce(0) { $0 + $1.size }
        stage.seconds += result.wallSeconds
        stages[result.stage] = stage
      }
    }
    statistics.stages = stages.values.sorted { $0.name < $1.name }
    return statistics
  }

  /// Reads every artifact and finds those whose content is not what their name says.
  ///
  /// - Parameter removeDamaged: Deletes them, so that they are made again when they are needed.
  /// - Returns: Their paths, in order.
  public func verify(removeDamaged: Bool) -> [String] {
    var damaged: [String] = []
    forEachBlob { path, _ in
      let digest = try? FileHasher.digest(ofFile: path)
      if digest?.hex.utf8.elementsEqual(path.utf8.suffix(2 * Digest.byteCount)) == true { return }
      damaged.append(path)
      if removeDamaged { unlink(path) }
    }
    return damaged.sorted()
  }

  private func forEachBlob(_ body: (_ path: String, _ size: Int64) -> Void) {
    for folder in folderEntries("\(path)/cas") {
      for name in folderEntries("\(path)/cas/\(folder)") {
        let file = "\(path)/cas/\(folder)/\(name)"
        var status = stat()
        if lstat(file, &status) == 0 { body(file, Int64(status.st_size)) }
      }
    }
  }
}
