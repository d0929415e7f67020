internal import ArtifactStore
internal import BuildGraph

extension BuildSession {
  /// Seconds that a build may spend on bringing the store back under its limit.
  private static let collectionSeconds = 2.0

  /// Brings the store back under its limit, if this build has made something and has come to a
  /// good end. What this build needs stays, whatever it takes.
  ///
  /// While another process has the store open nothing is deleted; the last to end does it.
  func collectGarbage() throws {
    guard let limit = options.storeSizeBytes, !ranNodes.isEmpty, !isInterrupted, failures.isEmpty
    else { return }
    guard
      let summary = try store.collectAutomatically(
        limit: limit, keeping: neededKeys, seconds: Self.collectionSeconds)
    else { return }
    emit(.collected(summary))
    if summary.keptBytes > limit {
      emit(
        .warning(
          "What this build needs takes \(Self.megabytes(summary.keptBytes)) MB in the store, more "
            + "than its limit of \(Self.megabytes(limit)) MB; all of it is kept."))
    } else if summary.isCutShort {
      emit(.warning("The store is above its limit still; the next build goes on deleting."))
    }
  }

  /// The keys of all nodes that the targets stand on, as far as they are known.
  var neededKeys: Set<Digest> { Set(compilation.needed.compactMap { resolver.keys[$0.index] }) }

  /// Compiles once and looks at what is needed.
  func findNeededKeys() throws -> Set<Digest> {
    defer { pool.shutDown() }
    try compilation.update()
    try store.flush()
    return neededKeys
  }

  private static func megabytes(_ bytes: Int64) -> Int64 { (bytes + 500_000) / 1_000_000 }
}
