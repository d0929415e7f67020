public import BuildGraph

/// A result, for a list.
public struct StoreListing: Hashable, Sendable {
  public var key: Digest
  public var stage: String
  /// What its node was called in the last build that had it.
  public var label: String?
  /// Of all its outputs.
  public var bytes: Int64
  /// Seconds that it took to make.
  public var seconds: Double
  /// Seconds since 1970, no finer than a day.
  public var lastUsed: Int64

  public init(
    key: Digest, stage: String, label: String?, bytes: Int64, seconds: Double, lastUsed: Int64
  ) {
    self.key = key
    self.stage = stage
    self.label = label
    self.bytes = bytes
    self.seconds = seconds
    self.lastUsed = lastUsed
  }
}
