public import BuildEngine

/// No progress, only what went wrong: `--progress none`.
public final class FailureDisplay: BuildObserver {
  private let sink: TextSink
  private let failureText: (BuildFailure) -> String

  /// - Parameter failureText: What is said of a failure, behind the word `failed`.
  public init(
    sink: TextSink, failureText: @escaping (BuildFailure) -> String = SummaryText.failure
  ) {
    self.sink = sink
    self.failureText = failureText
  }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    switch event {
    case .nodeFailed(let failure): sink.write("failed: \(failureText(failure))\n")
    case .warning(let text): sink.write("warning: \(text)\n")
    case .alert(let alert): sink.write("alert: \(AlertText.sentence(alert))\n")
    default: break
    }
  }
}
