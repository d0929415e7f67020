internal import BuildEngine
internal import BuildGraph

/// What `build --check` says at its end.
public enum CheckText {
  /// Differences that are told in full.
  private static let detailLimit = 5

  /// Some lines of detail, and the verdict as the last one.
  ///
  /// - Parameter name: Shortens a path for display.
  public static func text(_ report: CheckReport, name: (String) -> String = { $0 }) -> String {
    let verdict = report.verdict
    var lines: [String] = []
    for difference in verdict.differences.prefix(detailLimit) { lines += detail(difference) }
    let more = verdict.differences.count - detailLimit
    if more > 0 { lines.append("and \(more) more that differ from the same inputs") }
    lines += report.films.map { film($0, name: name) }
    lines.append(last(report))
    return lines.map { $0 + "\n" }.joined()
  }

  private static func detail(_ difference: ReproducibilityCheck.Difference) -> [String] {
    let place = difference.offset.map { "the first difference is at byte \($0)" }
    return [
      "differs: \(difference.stage) \(difference.label), from the same inputs",
      "    key \(difference.key.hex)",
      "    output \(difference.output): \(difference.first.size) and \(difference.second.size) "
        + "bytes; \(place ?? "one of the two is not in the store any more")",
    ]
  }

  private static func film(_ film: CheckReport.Film, name: (String) -> String) -> String {
    let path = name(film.path)
    if let damage = film.damage { return "\(path): \(damage)" }
    let sound = HumanUnits.duration(Double(film.soundBlocks) / 10)
    let size =
      "\(film.pictures) picture\(film.pictures == 1 ? "" : "s") and "
      + (film.soundBlocks == 0 ? "no sound" : "\(sound) of sound")
    if film.hasSameBytes { return "\(path): the same bytes; it decodes whole, \(size)" }
    switch film.hasSameFrames {
    case true: return "\(path): bytes differ, pictures and sound are the same (\(size))"
    case false:
      return "\(path): bytes differ, and so does the \(film.firstDifference ?? "content") first"
    default: return "\(path): bytes differ; the first build's film is not in the store any more"
    }
  }

  private static func last(_ report: CheckReport) -> String {
    let verdict = report.verdict
    let time = HumanUnits.duration(report.seconds)
    if let culprit = verdict.differences.first {
      let others = verdict.differences.count - 1
      return "not reproducible: \(culprit.stage) \(culprit.label) is the first that differs"
        + (others > 0 ? ", \(others) more" : "") + " · \(time)"
    }
    if let changed = verdict.unmatched.first {
      return "not checked: a source or a library changed between the two builds; check again "
        + "(\(changed): \(verdict.cause ?? "it is new")) · \(time)"
    }
    if let film = report.films.first(where: { $0.damage != nil || !$0.hasSameBytes }) {
      return "not sound: \(film.path) · \(time)"
    }
    let jobs = "\(report.jobs) job\(report.jobs == 1 ? "" : "s")"
    return "reproducible: \(verdict.compared) results are the same, made again with \(jobs) · "
      + time
  }
}
