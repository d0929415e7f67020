import Glibc

/// One run of `reel build` within a round.
final class BuildRun {
  let child: Child
  let events: String
  let log: String
  /// Where its outputs are to be.
  let outputFolder: String
  private let begin = Clock.now

  init(child: Child, events: String, log: String, outputFolder: String) {
    self.child = child
    self.events = events
    self.log = log
    self.outputFolder = outputFolder
  }

  var stream: EventStream { EventStream(path: events) }
  var finishedCount: Int { stream.finished.count }

  /// The seconds after which a tiny film that is not done counts as hanging. A worker that is
  /// silent is given up after ten.
  static let patience = 45.0

  /// Waits until an event stream says so, the build ends, or a time is over.
  func waitUntil(seconds: Double = patience, _ condition: (EventStream) -> Bool) {
    while !child.hasEnded(), Clock.now - begin < seconds, !condition(stream) {
      Clock.sleep(0.0005)
    }
  }

  /// Sleeps for a time, or until the build ends.
  func run(for seconds: Double) {
    let deadline = Clock.now + seconds
    while Clock.now < deadline, !child.hasEnded() {
      Clock.sleep(min(0.001, max(0.0001, deadline - Clock.now)))
    }
  }
}
