internal import BuildGraph

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
  /// Bytes of the index's file.
  public var indexBytes: Int64 = 0
  /// Bytes in it that nothing uses.
  public var indexFreeBytes: Int64 = 0
  /// What verifications have put aside.
  public var quarantined = 0

  public init() {}
}

extension ArtifactStore {
  /// Counts everything. Looks at each artifact's size and reads the whole index.
  public func statistics() throws(StoreError) -> StoreStatistics {
    var statistics = StoreStatistics()
    BlobFolder.forEach(in: "\(path)/cas") { entry in
      guard entry.digest != nil else { return }
      statistics.blobs += 1
      statistics.bytes += entry.size
    }
    var stages: [String: StoreStatistics.Stage] = [:]
    try forEachResult { _, result in
      statistics.actions += 1
      var stage =
        stages[result.stage] ?? .init(name: result.stage, actions: 0, bytes: 0, seconds: 0)
      stage.actions += 1
      stage.bytes += result.outputs.reduce(0) { $0 + $1.size }
      stage.seconds += result.wallSeconds
      stages[result.stage] = stage
    }
    statistics.stages = stages.values.sorted { $0.name < $1.name }
    (statistics.indexBytes, statistics.indexFreeBytes) = try indexed {
      () throws(Index.Failure) in try index.check()
    }
    statistics.quarantined = folderEntries("\(path)/quarantine").count
    return statistics
  }

  /// Every result, the one that was used last first.
  public func listing() throws(StoreError) -> [StoreListing] {
    let labels = try labelsByKey()
    var results: [StoreListing] = []
    try forEachResult { key, result in
      results.append(
        StoreListing(
          key: key, stage: result.stage, label: labels[key],
          bytes: result.outputs.reduce(0) { $0 + $1.size }, seconds: result.wallSeconds,
          lastUsed: result.lastUsed))
    }
    return results.sorted { ($1.lastUsed, $0.key.hex) < ($0.lastUsed, $1.key.hex) }
  }
}
