internal import BuildGraph

/// A report in a few lines, for a terminal.
public enum ReportText {
  /// Totals, a line for each kind of stage, the critical path, the slowest stages.
  public static func text(_ report: BuildReport) -> String {
    var lines = head(report)
    lines += notes(report)
    if !report.steps.isEmpty { lines += ["", "stages"] + table(of: report.steps) }
    let byID = Dictionary(report.nodes.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let path = report.criticalPath.ids.compactMap { byID[$0] }
    if path.count > 1 {
      lines += ["", "critical path, \(HumanUnits.duration(report.criticalPath.seconds))"]
      lines += list(of: Array(path.prefix(8)))
      if path.count > 8 { lines.append("  and \(path.count - 8) more") }
    }
    let slowest = report.nodes.filter { $0.state == .ran }.sorted { $0.seconds > $1.seconds }
    if slowest.count > 1 { lines += ["", "slowest"] + list(of: Array(slowest.prefix(5))) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// What could be done, each point with its figures.
  public static func advice(_ advice: [Advice]) -> String {
    if advice.isEmpty { return "nothing to advise: no rule found anything to gain\n" }
    return advice.map { "\($0.rule): \($0.finding)\n  \($0.action)\n" }.joined(separator: "\n")
  }

  private static func head(_ report: BuildReport) -> [String] {
    let setting = report.setting
    let recipes = setting.recipes.joined(separator: ", ")
    var first = [recipes.isEmpty ? "build" : recipes, word(report.status)]
    if !setting.started.isEmpty { first.append(setting.started) }
    if !setting.profile.isEmpty { first.append(setting.profile) }
    first.append("\(setting.jobs) job\(setting.jobs == 1 ? "" : "s")")
    let failed = report.nodes.count { $0.state == .failed }
    var second = [HumanUnits.duration(report.totalSeconds)]
    var counts = "\(report.misses - failed) ran, \(report.hits) cached"
    if failed > 0 { counts += ", \(failed) failed" }
    second.append(counts)
    if let rate = report.hitRate { second.append("hit rate \(percent(rate))") }
    if report.stageSeconds > 0 {
      second.append("speed-up \(JSONText.fixed(report.parallelSpeedup, digits: 1))")
    }
    let memory = report.peakTotalMemory ?? report.peakMemory
    if memory > 0 { second.append("peak memory \(HumanUnits.bytes(memory))") }
    if let film = report.filmSeconds, report.totalSeconds > 0, report.misses > 0 {
      let ratio = JSONText.fixed(film / report.totalSeconds, digits: 1)
      second.append("\(HumanUnits.duration(film)) of film, \(ratio) × real time")
    }
    return [first.joined(separator: " · "), second.joined(separator: " · ")]
  }

  static func word(_ status: BuildReport.Status) -> String {
    switch status {
    case .succeeded: "built"
    case .failed: "failed"
    case .interrupted: "interrupted"
    case .aborted: "ended by an error"
    }
  }

  private static func notes(_ report: BuildReport) -> [String] {
    report.failures.map { "failed: \($0.name): \($0.message)" }
      + report.warnings.map { "warning: \($0)" }
      + report.alerts.map { alert in
        "alert: \(alert.stage) \(alert.name) "
          + AlertText.predicate(alert.kind, value: alert.value, bound: alert.bound)
      }
  }

  private static func table(of steps: [BuildReport.Step]) -> [String] {
    var table = TextTable([.left, .right, .right, .right, .right, .right, .right])
    table.add(["", "ran", "cached", "hits", "time", "cpu", "memory"])
    for step in steps.sorted(by: { $0.seconds > $1.seconds }) {
      table.add([
        step.name, "\(step.ran)" + (step.failed > 0 ? ", \(step.failed) failed" : ""),
        String(step.cached), step.hitRate.map(percent) ?? "",
        step.ran > 0 ? HumanUnits.duration(step.seconds) : "",
        step.ran > 0 ? HumanUnits.duration(step.cpuSeconds) : "",
        step.ran > 0 ? HumanUnits.bytes(step.peakMemory) : "",
      ])
    }
    return table.lines
  }

  private static func list(of nodes: [BuildReport.Node]) -> [String] {
    var table = TextTable([.right, .left, .left, .left])
    for node in nodes {
      table.add([
        HumanUnits.duration(node.seconds), node.stage, TextTable.cut(node.name, to: 32),
        TextTable.begin(node.reason ?? "", to: 60),
      ])
    }
    return table.lines
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down))) %" }
}
