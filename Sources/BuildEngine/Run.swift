internal import ArtifactStore
internal import BuildGraph

/// The work behind one key: however many nodes have that key, it is done once.
final class Run {
  let key: Digest
  let text: KeyText
  /// The first of the nodes that want the result; it lends its label and inputs.
  let node: NodeID
  /// Seconds until the end of the build if everything after this ran at once.
  let priority: Double
  let estimate: Estimator.Estimate
  /// Attempts so far.
  var attempt = 0
  /// The folder of the current attempt.
  var scratch: String?
  /// When the current attempt was handed to a worker.
  var startTime = 0.0
  /// The files of the user's that it reads, as they were when its key was made.
  var files: [(path: String, stamp: FileStamp)] = []

  init(
    key: Digest, text: KeyText, node: NodeID, priority: Double, estimate: Estimator.Estimate
  ) {
    self.key = key
    self.text = text
    self.node = node
    self.priority = priority
    self.estimate = estimate
  }
}
