internal import ArtifactStore
internal import BuildGraph

extension BuildSession {
  /// Leaves behind that everything is up to date, if it is and if it would show should that change.
  func noteReceipt(
    _ summary: BuildSummary, signature: Digest, for request: BuildRequest
  ) throws {
    guard summary.status == .succeeded, options.readCache, var witnesses = request.files,
      let toolchain = try toolchain.usedDigest()
    else { return }
    for (path, snapshot) in resolver.files {
      // Two looks at one file that saw different things: something was read in between.
      let earlier = witnesses.updateValue(snapshot.stamp, forKey: Self.absolute(path))
      guard snapshot.isSettled, earlier == nil || earlier == snapshot.stamp else { return }
    }
    let receipt = BuildReceipt(
      stages: summary.stages,
      targets: summary.outputs.map { .init(path: $0.path, digest: $0.digest, size: $0.size) },
      toolchain: toolchain, signature: signature,
      generation: try store.generation(), day: ArtifactStore.today)
    store.setMemo(BuildReceipt.memoName(request), receipt.bytes, witnesses: witnesses)
    try store.flush()
  }
}
