internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

extension BuildSession {
  /// Places every target whose artifact is known and that is not in its place yet.
  ///
  /// A target that cannot be placed fails by itself; the others are placed all the same.
  func deliver() throws {
    isDeliveryDue = false
    let due = compilation.plan.targets.filter {
      outputs[$0] == nil && !failedDeliveries.contains($0)
        && resolver.result(of: $0.node) != nil
    }
    // Also beside those that are in their place: a build that was killed while another placed them
    // has left its draft. And before others are placed, which may need the room.
    store.sweepDrafts(of: due.map { Self.absolute($0.path) })
    var placed: [(file: String, digest: Digest, stamp: FileStamp)] = []
    for target in due {
      guard let result = resolver.result(of: target.node),
        let output = result.output(target.output)
      else { continue }
      do {
        let file = Self.absolute(target.path)
        let isUpToDate = try store.isDelivered(output.digest, size: output.size, at: file)
        if !isUpToDate {
          guard try provide(output, of: target.node) else {
            try rebuild(target.node, outputs: [target.output])
            continue
          }
          if let stamp = try store.deliver(output.digest, size: output.size, to: file) {
            placed.append((file, output.digest, stamp))
          }
        }
        note(target, output, isUpToDate: isUpToDate)
      } catch let error as StoreError where error.code != .damagedIndex {
        failDelivery(target, error)
      }
    }
    store.noteDeliveries(placed)
    try store.flush()
  }

  /// Sees that an artifact is there and whole, if that needs no run.
  ///
  /// What leaves the store is read once more before: a disk can lose bytes without saying so.
  private func provide(
    _ output: ActionResult.Output, of node: NodeID
  ) throws(StoreError) -> Bool {
    if store.hasBlob(output.digest, size: output.size),
      ranNodes.contains(node) || !store.dropIfDamaged(output.digest)
    {
      return true
    }
    guard let bytes = output.inline else { return false }
    try store.publish(bytes, digest: output.digest)
    return true
  }

  private func note(
    _ target: BuildPlan.Target, _ output: ActionResult.Output, isUpToDate: Bool
  ) {
    let delivered = DeliveredOutput(
      path: target.path, digest: output.digest, size: output.size, isUpToDate: isUpToDate)
    outputs[target] = delivered
    emit(.delivered(delivered))
  }

  private func failDelivery(_ target: BuildPlan.Target, _ error: StoreError) {
    failedDeliveries.insert(target)
    let failure = BuildFailure(
      node: nil, label: target.path, stage: "deliver",
      error: StageError(code: error.code.rawValue, message: error.message),
      exitStatus: error.exitStatus)
    failures.append(failure)
    emit(.nodeFailed(failure))
  }
}
