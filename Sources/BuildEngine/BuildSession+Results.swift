internal import ArtifactStore
internal import BuildGraph
internal import WorkerProtocol

extension BuildSession {
  /// How often a node is made again because a file changed under it.
  private static let fileChangeLimit = 3
  /// How often a node is made again because what it read was damaged.
  private static let damageLimit = 3

  /// Takes a worker's answer: checks it and publishes what it made.
  func finish(_ run: Run, _ answer: RunResult) throws {
    defer { dropScratch(of: run) }
    if answer.error?.code == StageError.cancelled.code && isInterrupted {
      runs[run.key] = nil
      return
    }
    // Good or bad, the answer is not to what the key asks.
    let changed = run.files.filter { FileStamp(path: $0.path) != $0.stamp }
    if !changed.isEmpty { return repeatAfterChange(of: changed, run) }
    guard answer.ok else {
      let error =
        answer.error ?? StageError(code: "internal", message: "The worker gave no reason.")
      if dropDamagedInputs(of: run, after: error) { return schedule(run) }
      return answerFailure(of: run, error)
    }
    let node = graph[run.node]
    guard answer.outputs.map(\.name) == node.stage.outputs.map(\.name), let scratch = run.scratch
    else {
      return giveUp(
        run,
        StageError(code: "internal", message: "The worker named other outputs than it was asked."))
    }
    // A compilation could never read it, and would ask for it again and again.
    for (made, declared) in zip(answer.outputs, node.stage.outputs) where declared.isInline {
      if made.size > Int64(StageDescriptor.Output.inlineLimit) {
        return giveUp(run, Self.tooLarge(made, of: node))
      }
    }
    var outputs: [ActionResult.Output] = []
    do throws(StoreError) {
      for (made, declared) in zip(answer.outputs, node.stage.outputs) {
        outputs.append(
          try publish(made, declared, file: "\(scratch)/out/\(declared.fileName)"))
      }
    } catch {
      // The stage has not left what it said it had; any other error is the store's.
      guard error.code == .damagedArtifact || error.code == .input else { throw error }
      return giveUp(run, StageError(code: "internal", message: error.message))
    }
    verified.formUnion(outputs.map(\.digest))
    finished.append(
      (
        run,
        ActionResult(
          stage: node.stage.name, outputs: outputs, wallSeconds: now - run.startTime,
          cpuSeconds: answer.cpuSeconds, peakMemory: answer.peakMemoryBytes,
          lastUsed: ArtifactStore.today)
      ))
  }

  private static func tooLarge(_ made: RunResult.Output, of node: Node) -> StageError {
    StageError(
      code: "result-too-large",
      message: "The stage \"\(node.stage.name)\" gave \(made.size) bytes as \"\(made.name)\" of "
        + "\(node.label); a result that decides what else is made has at most "
        + "\(StageDescriptor.Output.inlineLimit >> 20) MiB.")
  }

  /// Tries again what the stage calls transient, and gives up the rest.
  private func answerFailure(of run: Run, _ error: StageError) {
    guard error.isTransient else { return giveUp(run, error) }
    let requested = error.retryAfterSeconds
    if let requested, requested > BackOff.longestRequestedWait {
      var final = error
      final.message += " It is not waited for \(Int(min(requested, 1e9))) s; build again later."
      return giveUp(run, final)
    }
    let delay = BackOff.transient.delay(attempt: run.attempt, key: run.key, requested: requested)
    if retry(run, after: delay, cause: error.message) { return }
    var final = error
    if run.attempt > 1 { final.message += " It was tried \(run.attempt) times." }
    giveUp(run, final)
  }

  /// A stage may have failed because what it read was damaged in the store, or gone when it came
  /// to read it. Then it is not the stage's fault: that is made again, and the stage with it.
  ///
  /// - Returns: Whether there was anything of that kind.
  private func dropDamagedInputs(of run: Run, after error: StageError) -> Bool {
    // A disk that damages whatever is written must not keep a build busy for ever.
    damageCounts[run.key, default: 0] += 1
    guard damageCounts[run.key, default: 0] <= Self.damageLimit else { return false }
    // Of several runs that read the same, the first one to fail had it made again. For the others
    // it is being made now, or is whole already although their worker has seen the damage.
    var isDamaged = error.code == StageError.damagedInput
    for case .output(let source, let name) in graph[run.node].inputs.map(\.source) {
      guard let output = resolver.result(of: source)?.output(name) else {
        isDamaged = true
        continue
      }
      guard store.dropIfDamaged(output.digest) else { continue }
      isDamaged = true
      verified.remove(output.digest)
      emit(.warning("The result of \(graph[source].label) was damaged or lost; it is made again."))
    }
    return isDamaged
  }

  /// The worker has read what the run reads, and found it whole.
  func noteVerifiedInputs(of run: Run) {
    for case .output(let source, let name) in graph[run.node].inputs.map(\.source) {
      if let output = resolver.result(of: source)?.output(name) { verified.insert(output.digest) }
    }
  }

  private func publish(
    _ made: RunResult.Output, _ declared: StageDescriptor.Output, file: String
  ) throws(StoreError) -> ActionResult.Output {
    try store.publish(file: file, digest: made.digest, size: made.size)
    var output = ActionResult.Output(name: made.name, digest: made.digest, size: made.size)
    if declared.isInline && made.size <= Int64(ActionResult.inlineLimit) {
      guard
        let bytes = store.readBlob(
          made.digest, size: made.size, limit: ActionResult.inlineLimit)
      else {
        throw StoreError(
          code: .damagedArtifact,
          message: "The output \(made.name) does not have the digest that the worker announced.")
      }
      output.inline = bytes
    }
    return output
  }

  /// Records what has been published since the last call, in one transaction, and goes on from
  /// there.
  func commit() throws {
    if finished.isEmpty { return }
    let batch = finished
    try store.record(batch.map { ActionRecord(key: $0.run.text, result: $0.result) })
    finished = []
    for (run, result) in batch {
      let node = run.node
      announced[node.index] = true
      ranNodes.insert(node)
      let finish = BuildEvent.NodeFinish(
        node: node, label: graph[node].label, stage: graph[node].stage.name, key: run.key,
        wallSeconds: result.wallSeconds, cpuSeconds: result.cpuSeconds,
        peakMemory: result.peakMemory, outputs: result.outputs)
      monitor.finish(finish, in: graph, emit: emit)
      emit(.nodeFinished(finish))
      resolver.add(result, key: run.key)
      try settle(run, result)
    }
  }

  /// Gives a result to all nodes that wait for it.
  func settle(_ run: Run, _ result: ActionResult) throws {
    runs[run.key] = nil
    attempts[run.key] = nil
    let nodes = stopWanting(run.key)
    for node in nodes { resolver.set(.available(result), of: node) }
    let replaced = resolver.replacedResult(of: run.key)
    if let replaced, replaced.outputs.map(\.digest) != result.outputs.map(\.digest) {
      // What stands on the lost artifacts was found by digests that are gone.
      invalidate(nodes)
    } else {
      try spread(from: nodes)
    }
  }

  /// The nodes that wait for a key, but for those whose inputs were invalidated meanwhile: what was
  /// made of the old ones is right under its key, and not what they are to hold.
  private func stopWanting(_ key: Digest) -> [NodeID] {
    (wanting.removeValue(forKey: key) ?? []).filter {
      if case .missing = resolver.state(of: $0) { true } else { false }
    }
  }

  /// Ends a run without a result.
  func giveUp(_ run: Run, _ error: StageError) {
    dropScratch(of: run)
    runs[run.key] = nil
    // If nobody wants it any more, it was given up already and its nodes have other keys.
    for node in stopWanting(run.key) {
      fail([node], naming(filesOf: node, insteadOf: run.node, in: error))
    }
  }

  /// Equal nodes may read different files of equal content: each is told of its own.
  private func naming(
    filesOf node: NodeID, insteadOf other: NodeID, in error: StageError
  ) -> StageError {
    var error = error
    for (own, read) in zip(graph[node].inputs, graph[other].inputs) {
      guard case .file(let own) = own.source, case .file(let read) = read.source, own != read
      else { continue }
      error.message = error.message.replacing(Self.absolute(read), with: Self.absolute(own))
    }
    return error
  }

  private func repeatAfterChange(of files: [(path: String, stamp: FileStamp)], _ run: Run) {
    let paths = files.map(\.path)
    for (path, stamp) in files {
      // Of several runs that read one file, the first to end notices; for the others it is old.
      guard resolver.files[path]?.stamp == stamp else { continue }
      resolver.forgetFile(path)
      fileChanges[path, default: 0] += 1
      if fileChanges[path, default: 0] > Self.fileChangeLimit {
        return giveUp(
          run,
          StageError(
            code: "file-changed",
            message: "The file \(path) changes again and again while it is read. "
              + "Wait until it is complete."))
      }
      emit(.warning("\(path) changed while it was read; what depends on it is made again."))
    }
    runs[run.key] = nil
    wanting[run.key] = nil
    let readers = compilation.needed.filter { node in
      graph[node].inputs.contains { input in
        if case .file(let path) = input.source { return paths.contains(path) }
        return false
      }
    }
    invalidate(readers)
  }

  func dropScratch(of run: Run) {
    if let scratch = run.scratch { store.removeScratch(scratch) }
    run.scratch = nil
  }
}
