public import BuildGraph

/// What is to be deleted from a store, and what is not.
public struct CollectionRequest: Sendable {
  /// Bytes that the artifacts may have afterwards. `nil` means no limit.
  public var maxBytes: Int64?
  /// Seconds since 1970: results that were last used on a day that was over by then are deleted.
  /// `nil` deletes none for its age.
  public var unusedSince: Int64?
  /// The keys of results that stay whatever they take.
  public var kept: Set<Digest>
  /// Whether only to say what would be deleted.
  public var isDryRun: Bool
  /// Seconds after which no more is deleted. `nil` means no limit.
  public var seconds: Double?

  public init(
    maxBytes: Int64? = nil, unusedSince: Int64? = nil, kept: Set<Digest> = [],
    isDryRun: Bool = false, seconds: Double? = nil
  ) {
    self.maxBytes = maxBytes
    self.unusedSince = unusedSince
    self.kept = kept
    self.isDryRun = isDryRun
    self.seconds = seconds
  }
}
