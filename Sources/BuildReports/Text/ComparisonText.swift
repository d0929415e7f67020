internal import BuildGraph

/// Two builds side by side, for a terminal.
public enum ComparisonText {
  /// - Parameters:
  ///   - oldName: What the first build is called, such as its file.
  ///   - newName: What the second one is called.
  public static func text(
    _ comparison: BuildComparison, oldName: String, newName: String
  ) -> String {
    var lines = ["\(oldName) -> \(newName)"]
    lines += totals(comparison.old, comparison.new)
    if !comparison.steps.isEmpty { lines += ["", "stages"] + table(of: comparison.steps) }
    lines += list("slower", comparison.slower)
    lines += list("faster", comparison.faster)
    if comparison.slower.isEmpty && comparison.faster.isEmpty {
      lines += ["", "no stage that ran in both is slower or faster by more than chance"]
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func totals(_ old: BuildReport, _ new: BuildReport) -> [String] {
    var table = TextTable([.left, .right, .left, .right, .right])
    func row(_ name: String, _ old: String, _ new: String, _ change: String) {
      table.add([name, old, "->", new, change])
    }
    func seconds(_ name: String, _ old: Double, _ new: Double) {
      row(name, HumanUnits.duration(old), HumanUnits.duration(new), change(old, new))
    }
    func count(_ name: String, _ old: Int, _ new: Int) {
      row(name, "\(old)", "\(new)", new == old ? "" : (new > old ? "+" : "") + "\(new - old)")
    }
    func memory(_ name: String, _ old: Int64, _ new: Int64) {
      guard old > 0 || new > 0 else { return }
      row(name, HumanUnits.bytes(old), HumanUnits.bytes(new), change(Double(old), Double(new)))
    }
    row("status", ReportText.word(old.status), ReportText.word(new.status), "")
    seconds("time", old.totalSeconds, new.totalSeconds)
    seconds("work", old.stageSeconds, new.stageSeconds)
    seconds("cpu", old.cpuSeconds, new.cpuSeconds)
    seconds("critical path", old.criticalPath.seconds, new.criticalPath.seconds)
    count("ran", old.misses, new.misses)
    count("cached", old.hits, new.hits)
    row("hit rate", rate(old.hitRate), rate(new.hitRate), "")
    row("speed-up", decimal(old.parallelSpeedup), decimal(new.parallelSpeedup), "")
    memory("largest stage", old.peakMemory, new.peakMemory)
    memory("peak memory", old.peakTotalMemory ?? 0, new.peakTotalMemory ?? 0)
    return table.lines
  }

  private static func table(of steps: [BuildComparison.StepPair]) -> [String] {
    var table = TextTable([.left, .right, .right, .right, .right, .right, .right])
    table.add(["", "ran", "hits", "time", "", "memory", ""])
    for step in steps {
      let (old, new) = (step.old, step.new)
      table.add([
        step.name, "\(old?.ran ?? 0) -> \(new?.ran ?? 0)",
        "\(rate(old?.hitRate)) -> \(rate(new?.hitRate))",
        pair(old?.seconds, new?.seconds) { HumanUnits.duration($0) },
        change(old?.seconds ?? 0, new?.seconds ?? 0),
        pair(old?.peakMemory, new?.peakMemory) { HumanUnits.bytes($0) },
        change(Double(old?.peakMemory ?? 0), Double(new?.peakMemory ?? 0)),
      ])
    }
    return table.lines
  }

  private static func list(_ title: String, _ pairs: [BuildComparison.NodePair]) -> [String] {
    if pairs.isEmpty { return [] }
    var table = TextTable([.left, .left, .right, .right])
    for pair in pairs.prefix(5) {
      table.add([
        pair.stage, TextTable.cut(pair.name, to: 40),
        "\(HumanUnits.duration(pair.old)) -> \(HumanUnits.duration(pair.new))",
        change(pair.old, pair.new),
      ])
    }
    let more = pairs.count > 5 ? ["  and \(pairs.count - 5) more"] : []
    return ["", title] + table.lines + more
  }

  private static func pair<Value: AdditiveArithmetic & Comparable>(
    _ old: Value?, _ new: Value?, _ text: (Value) -> String
  ) -> String {
    let (old, new) = (old ?? .zero, new ?? .zero)
    return old == .zero && new == .zero ? "" : "\(text(old)) -> \(text(new))"
  }

  /// The change in percent of the old value; nothing where there is none to speak of.
  private static func change(_ old: Double, _ new: Double) -> String {
    guard old > 0, new > 0 else { return "" }
    let percent = Int(((new - old) / old * 100).rounded())
    return percent == 0 ? "" : "\(percent > 0 ? "+" : "")\(percent) %"
  }

  private static func rate(_ rate: Double?) -> String { rate.map(ReportText.percent) ?? "-" }
  private static func decimal(_ value: Double) -> String { JSONText.fixed(value, digits: 1) }
}
