internal import ArtifactStore
internal import BuildGraph

/// Says what a node is expected to cost.
struct Estimator {
  struct Estimate {
    var seconds: Double
    /// Bytes.
    var memory: Int64
  }

  let store: ArtifactStore
  let project: String

  /// What the node took last time under its label; else what its own parameters make of it; else
  /// what its stage takes; else what the stage declares.
  func estimate(_ node: Node) throws -> Estimate {
    for past in try store.pastKeys(project: project, label: node.label) {
      if let result = try store.result(for: past.key), result.stage == node.stage.name {
        return Estimate(seconds: result.wallSeconds, memory: result.peakMemory)
      }
    }
    let declared = node.stage.estimate
    if let history = try store.history(ofStage: node.stage.name) {
      return Estimate(
        seconds: declared.isOfNode ? declared.seconds : history.seconds,
        memory: history.peakMemory)
    }
    return Estimate(seconds: declared.seconds, memory: Int64(declared.memory))
  }
}
