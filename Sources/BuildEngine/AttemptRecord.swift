/// What is remembered of the attempts at a key that have come to nothing.
///
/// A compilation makes the queue anew, and must neither give a node a new life nor cut its wait
/// short.
struct AttemptRecord {
  var count = 0
  /// When the next may start, in seconds from the start of the build; `nil` for at once.
  var due: Double?
  var needsFreshWorker = false
  /// Whether the observer has been told of a start, and of no end since.
  var isAnnounced = false
}
