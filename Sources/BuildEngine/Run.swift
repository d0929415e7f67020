internal import ArtifactStore
internal import BuildGraph

/// The work behind one key: however many nodes have that key, it is done once.
final class Run {
  /// Its name in the scheduler, which is another one if its urgency changes.
  var id: Int
  let key: Digest
  let text: KeyText
  /// The first of the nodes that want the result; it lends its label and inputs.
  let node: NodeID
  let estimate: Estimator.Estimate
  /// Attempts so far.
  var attempt = 0
  /// Whether the next attempt wants a worker that has run nothing else: the last one lost its.
  var needsFreshWorker = false
  /// Whether the observer has been told of its start, and of no end since.
  var isAnnounced = false
  /// Whether the observer has been warned that it is above the memory cap.
  var isMemoryWarned = false
  /// The folder of the current attempt.
  var scratch: String?
  /// When the current attempt was handed to a worker.
  var startTime = 0.0
  /// The files of the user's that it reads, as they were when its key was made.
  var files: [(path: String, stamp: FileStamp)] = []

  init(id: Int, key: Digest, text: KeyText, node: NodeID, estimate: Estimator.Estimate) {
    self.id = id
    self.key = key
    self.text = text
    self.node = node
    self.estimate = estimate
  }
}
