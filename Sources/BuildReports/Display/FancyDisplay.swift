public import BuildEngine

/// Progress in a terminal: one line for the build and one for each running stage, redrawn in
/// place. What has to stay (failures, warnings) scrolls by above them.
public final class FancyDisplay: BuildObserver {
  private let sink: TextSink
  private let isColored: Bool
  private let failureText: (BuildFailure) -> String
  private var state = BuildState()
  /// The lengths of the lines on the screen.
  private var drawn: [Int] = []
  private var lastDrawing = -1.0

  /// - Parameters:
  ///   - isColored: Whether colours are welcome; `NO_COLOR` is the caller's to honour.
  ///   - failureText: What is said of a failure, behind the word `failed`.
  public init(
    sink: TextSink, isColored: Bool,
    failureText: @escaping (BuildFailure) -> String = SummaryText.failure
  ) {
    self.sink = sink
    self.isColored = isColored
    self.failureText = failureText
  }

  public var tickInterval: Double? { 0.1 }

  public var sampleInterval: Double? { 0.5 }

  public func tick(at seconds: Double) { draw(at: seconds) }

  public func receive(_ event: BuildEvent, at seconds: Double) {
    state.apply(event, at: seconds)
    switch event {
    case .nodeFailed(let failure):
      keep(colored("failed", "31") + ": " + failureText(failure))
    case .nodeRetried(_, let label, let attempt, let cause, let delay):
      keep(SummaryText.retry(label, attempt: attempt, cause: cause, delay: delay))
    case .warning(let text): keep(colored("warning", "33") + ": " + text)
    case .collected(let summary): keep(CollectionText.line(summary))
    case .alert(let alert): keep(colored("alert", "33") + ": " + AlertText.sentence(alert))
    case .finished, .aborted: clear()
    case .nodeStarted, .nodeFinished:
      // Often enough to follow, seldom enough to cost nothing.
      if seconds - lastDrawing > 0.05 { draw(at: seconds) }
    default: break
    }
  }

  private func keep(_ text: String) {
    clear()
    sink.write(text + "\n")
  }

  private func clear() {
    if drawn.isEmpty { return }
    sink.write(erasure(columns: sink.terminalSize.columns))
    drawn = []
  }

  /// Goes up to the first drawn line, and clears to the end of the screen.
  private func erasure(columns: Int) -> String {
    // A terminal that has become narrower since has wrapped them.
    let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(columns, 1)) }
    return rows > 0 ? "\u{1B}[\(rows)A\r\u{1B}[J" : ""
  }

  private func draw(at seconds: Double) {
    guard !state.running.isEmpty else { return }
    lastDrawing = seconds
    let size = sink.terminalSize
    let lines = ProgressLines(state: state, seconds: seconds, columns: size.columns)
    let visible = [lines.head] + lines.stages.prefix(max(size.rows - 2, 1))
    var text = erasure(columns: size.columns)
    for (index, line) in visible.enumerated() {
      text += (index == 0 ? colored(line, "1") : line) + "\n"
    }
    sink.write(text)
    drawn = visible.map(\.count)
  }

  private func colored(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
