public import BuildGraph
internal import Glibc

extension ArtifactStore {
  /// Deletes what a request asks for, and artifacts that no result names.
  ///
  /// Only while no other process has the store open: a build relies on what it has looked up
  /// until it ends. Results go from the index before their artifacts go from the disk, so that a
  /// collection that is cut short, however, leaves artifacts that nothing names and never a
  /// result without its artifacts. History that nothing needs any more goes too, and the index's
  /// file is written anew when more than half of it is unused.
  ///
  /// - Parameters:
  ///   - wait: Seconds to wait for other processes.
  ///   - onWait: Is called once if there are any.
  /// - Returns: `nil` if others have the store open still.
  public func collect(
    _ request: CollectionRequest, wait: Double = 0, onWait: () -> Void = {}
  ) throws(StoreError) -> CollectionSummary? {
    if request.isDryRun { return try plannedCollection(request) }
    return try exclusively(wait: wait, onWait: onWait) { () throws(StoreError) in
      try collectNow(request)
    }
  }

  /// Brings the artifacts back under a limit at the end of a build, if they are above it and no
  /// other process has the store open.
  ///
  /// They are brought to nine tenths of the limit, so that the next build does not have to begin
  /// with it again.
  ///
  /// - Parameter seconds: How long this may take.
  /// - Returns: `nil` if nothing had to be done, or could be.
  public func collectAutomatically(
    limit: Int64, keeping kept: Set<Digest>, seconds: Double
  ) throws(StoreError) -> CollectionSummary? {
    var bytes: Int64 = 0
    BlobFolder.forEach(in: "\(path)/cas") { bytes += $0.digest == nil ? 0 : $0.size }
    guard bytes > limit else { return nil }
    return try collect(
      CollectionRequest(maxBytes: limit / 10 * 9, kept: kept, seconds: seconds))
  }

  private func plannedCollection(
    _ request: CollectionRequest
  ) throws(StoreError) -> CollectionSummary {
    let inventory = try inventory()
    let plan = CollectionPlan(inventory, request, now: Int64(time(nil)))
    var summary = CollectionSummary()
    summary.keptBytes = plan.keptBytes
    for step in plan.steps { summary.add(step, inventory) }
    for blob in plan.unreferenced { summary.add(inventory.blobs[blob]) }
    summary.remainingArtifacts = inventory.blobs.count - summary.artifacts
    summary.remainingBytes = plan.remainingBytes
    return summary
  }

  /// The caller is the only one who has the store open.
  private func collectNow(_ request: CollectionRequest) throws(StoreError) -> CollectionSummary {
    let deadline = request.seconds.map { MonotonicClock.now + $0 } ?? .infinity
    try flush()
    let inventory = try inventory()
    let plan = CollectionPlan(inventory, request, now: Int64(time(nil)))
    var summary = CollectionSummary()
    summary.keptBytes = plan.keptBytes
    for blob in plan.unreferenced where MonotonicClock.now < deadline {
      delete(inventory.blobs[blob], &summary)
    }
    var rest = plan.steps[...]
    while !rest.isEmpty, MonotonicClock.now < deadline {
      let batch = rest.prefix(Self.batch)
      rest = rest.dropFirst(Self.batch)
      let removals = batch.map { step in
        Index.Change(
          table: .actions, key: Array(inventory.records[step.record].key), value: nil)
      }
      let changes = removals + [try generationChange()]
      try indexed { () throws(Index.Failure) in try index.apply(changes) }
      for step in batch {
        summary.results += 1
        summary.seconds += inventory.records[step.record].seconds
        for blob in step.blobs { delete(inventory.blobs[blob], &summary) }
      }
    }
    if !rest.isEmpty || MonotonicClock.now >= deadline {
      summary.isCutShort = true
    } else {
      summary.historyRecords = try pruneHistory()
      summary.indexBytes = try compactIndex()
      removeOldIndex()
    }
    summary.remainingArtifacts = inventory.blobs.count - summary.artifacts
    summary.remainingBytes = inventory.bytes - summary.bytes
    return summary
  }

  /// Results in one transaction.
  private static let batch = 2000

  private func delete(_ blob: Inventory.Blob, _ summary: inout CollectionSummary) {
    // A folder that forbids it leaves an artifact that nothing names; the next collection tries
    // again.
    if unlink(blob.path) == 0 || errno == ENOENT { summary.add(blob) }
  }

  /// A damaged index is kept for a week, for whoever wants to know.
  private func removeOldIndex() {
    let folder = "\(path)/index.damaged"
    var status = stat()
    if lstat(folder, &status) == 0, Int(status.st_ctim.tv_sec) < time(nil) - 7 * 86_400 {
      removeTree(folder)
    }
  }
}

extension CollectionSummary {
  fileprivate mutating func add(_ blob: Inventory.Blob) {
    artifacts += 1
    bytes += blob.size
  }

  fileprivate mutating func add(_ step: CollectionPlan.Step, _ inventory: Inventory) {
    results += 1
    seconds += inventory.records[step.record].seconds
    for blob in step.blobs { add(inventory.blobs[blob]) }
  }
}
