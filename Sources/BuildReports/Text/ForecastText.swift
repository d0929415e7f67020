public import BuildEngine
internal import WorkerProtocol

/// What a build would do, for people.
public enum ForecastText {
  public static func text(
    _ forecast: BuildForecast, name: (String) -> String = { $0 }
  ) -> String {
    var lines: [String] = []
    let stageWidth = forecast.nodes.map { $0.stage.count }.max() ?? 0
    let labelWidth = min(forecast.nodes.map { $0.label.count }.max() ?? 0, 40)
    for node in forecast.nodes {
      lines.append(
        "\(padded(node.stage, stageWidth))  \(padded(node.label, labelWidth))  \(node.reason)")
    }
    for problem in forecast.problems {
      lines.append("cannot run: \(problem.label): \(problem.error.message)")
    }
    for output in forecast.outputs {
      let state =
        switch output.state {
        case .upToDate: "up to date"
        case .deliver: "its film is in the store and would be placed"
        case .build: "would be built"
        }
      lines.append("\(name(output.path)): \(state)")
    }
    let seconds = forecast.nodes.reduce(0) { $0 + $1.expectedSeconds }
    var last =
      "\(forecast.total) stage\(forecast.total == 1 ? "" : "s"): \(forecast.nodes.count) would run, \(forecast.cached) cached"
    if !forecast.nodes.isEmpty { last += " · \(HumanUnits.duration(seconds)) of work" }
    if !forecast.expansions.isEmpty {
      last += " · more becomes known with \(list(forecast.expansions))"
    }
    return (lines + [last]).map { $0 + "\n" }.joined()
  }

  private static func list(_ labels: [String]) -> String {
    let more = labels.count > 3 ? " and \(labels.count - 3) more" : ""
    return labels.prefix(3).joined(separator: ", ") + more
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }
}
