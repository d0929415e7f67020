/// The text of the moving display, cut to the terminal's width.
struct ProgressLines {
  /// The build as a whole: a bar, counts, time left.
  let head: String
  /// The running stages, the longest running first.
  let stages: [String]

  init(state: BuildState, seconds: Double, columns: Int) {
    head = Self.head(state, seconds: seconds, columns: columns)
    stages = state.running.map { Self.stage($0.state, seconds: seconds, columns: columns) }
  }

  private static func head(_ state: BuildState, seconds: Double, columns: Int) -> String {
    var parts = ["\(state.finished)/\(state.total)"]
    parts.append("\(state.ran) ran, \(state.cached) cached")
    if state.failed > 0 { parts.append("\(state.failed) failed") }
    parts.append(HumanUnits.clock(seconds.rounded(.down)))
    if let left = state.secondsLeft(at: seconds) { parts.append(HumanUnits.clock(left) + " left") }
    if let memory = state.measuredMemory {
      parts.append(HumanUnits.bytes(memory))
    } else if state.expectedMemory > 0 {
      parts.append("about \(HumanUnits.bytes(state.expectedMemory))")
    }
    let fraction = state.total > 0 ? Double(state.finished) / Double(state.total) : 0
    return fitted("\(bar(fraction, width: 20)) " + parts.joined(separator: " · "), to: columns)
  }

  private static func stage(
    _ running: BuildState.Running, seconds: Double, columns: Int
  ) -> String {
    let percent = running.fraction > 0 ? "\(Int(running.fraction * 100)) %" : ""
    let time = HumanUnits.duration(seconds - running.started)
    let memory = running.measuredMemory.map(HumanUnits.bytes) ?? ""
    let tail = padLeft(percent, 6) + padLeft(memory, 8) + padLeft(time, 12)
    let stage = "  \(padRight(running.stage, 12)) "
    let room = max(min(columns, 120) - 1 - stage.count - tail.count, 10)
    let line = stage + padRight(TextTable.cut(running.label, to: room), room) + tail
    return fitted(line, to: columns)
  }

  private static func bar(_ fraction: Double, width: Int) -> String {
    let filled = min(Int(fraction * Double(width)), width)
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: width - filled) + "]"
  }

  /// Cuts the text, so that no line wraps: a wrapped line could not be redrawn.
  private static func fitted(_ text: String, to columns: Int) -> String {
    text.count < columns ? text : String(text.prefix(max(columns - 2, 1))) + "…"
  }

  private static func padRight(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }

  private static func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }
}
