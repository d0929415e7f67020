public import BuildEngine

/// No progress, only what went wrong: `--progress none`.
public final class FailureDisplay: BuildObserver {
  private let sink: TextSink

  public init(sink: TextSink) { self.sink = sink }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    switch event {
    case .nodeFailed(let failure): sink.write("failed: \(SummaryText.failure(failure))\n")
    case .warning(let text): sink.write("warning: \(text)\n")
    case .alert(let alert): sink.write("alert: \(AlertText.sentence(alert))\n")
    default: break
    }
  }
}
