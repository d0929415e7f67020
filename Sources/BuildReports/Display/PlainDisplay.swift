public import BuildEngine

/// Progress where no terminal is: a line for each stage that has run, nothing that moves.
public final class PlainDisplay: BuildObserver {
  private let sink: TextSink
  private let failureText: (BuildFailure) -> String
  private var state = BuildState()

  /// - Parameter failureText: What is said of a failure, behind the word `failed`.
  public init(
    sink: TextSink, failureText: @escaping (BuildFailure) -> String = SummaryText.failure
  ) {
    self.sink = sink
    self.failureText = failureText
  }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    state.apply(event, at: seconds)
    switch event {
    case .nodeFinished(let finish):
      line("\(finish.stage) \(finish.label) \(HumanUnits.duration(finish.wallSeconds))")
    case .nodeFailed(let failure) where failure.node == nil:
      sink.write("failed: \(failureText(failure))\n")
    case .nodeFailed(let failure): line("failed: \(failureText(failure))")
    case .nodeRetried(_, let label, let attempt, let cause, let delay):
      line(SummaryText.retry(label, attempt: attempt, cause: cause, delay: delay))
    case .warning(let text): sink.write("warning: \(text)\n")
    case .collected(let summary): sink.write(CollectionText.line(summary) + "\n")
    case .alert(let alert): sink.write("alert: \(AlertText.sentence(alert))\n")
    default: break
    }
  }

  private func line(_ text: String) {
    sink.write("[\(state.finished)/\(state.total)] \(text)\n")
  }
}
