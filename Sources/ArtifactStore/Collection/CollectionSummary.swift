/// What a collection has deleted, or would delete.
public struct CollectionSummary: Hashable, Sendable {
  /// Results that are gone from the index.
  public var results = 0
  /// Seconds that it took to make them.
  public var seconds = 0.0
  /// Artifacts that are gone.
  public var artifacts = 0
  /// Their bytes.
  public var bytes: Int64 = 0
  /// Artifacts that are left.
  public var remainingArtifacts = 0
  /// Their bytes.
  public var remainingBytes: Int64 = 0
  /// Bytes of the artifacts that were to be kept, whatever they take.
  public var keptBytes: Int64 = 0
  /// Records of history that nothing needs any more.
  public var historyRecords = 0
  /// Bytes that the index's file has lost.
  public var indexBytes: Int64 = 0
  /// Whether the time was too short for all that was to be deleted.
  public var isCutShort = false

  public init() {}
}
