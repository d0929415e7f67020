public import ArtifactStore

/// What reading a store has shown, for people.
public enum VerificationText {
  /// - Parameter name: Makes a path short.
  public static func text(
    _ report: VerificationReport, name: (String) -> String = { $0 }
  ) -> String {
    var lines: [String] = []
    for finding in report.findings {
      lines.append("\(word(finding.fault)): \(name(finding.path))")
      let shown = finding.results.prefix(5)
      if !shown.isEmpty {
        let rest = finding.results.count - shown.count
        lines.append(
          "  result of \(shown.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : ""))
      }
      if let place = finding.movedTo {
        lines.append("  moved to \(name(place))")
      } else if finding.isRepaired {
        lines.append("  \(mended(finding.fault))")
      }
    }
    if report.brokenRecords > 0 {
      lines.append(
        "damaged: \(CollectionText.count(report.brokenRecords, "record")) of the index"
          + (report.areRecordsRepaired ? ", removed" : ""))
    }
    if let index = report.damagedIndex {
      lines.append("damaged: the index; what could be read of it was kept")
      lines.append("  the damaged one is at \(name(index))")
    }
    let rate = report.seconds > 0 ? Int(Double(report.bytes) / report.seconds / 1e6) : 0
    lines.append(
      "read \(CollectionText.count(report.artifacts, "artifact")), "
        + "\(HumanUnits.bytes(report.bytes)) in \(HumanUnits.duration(report.seconds)) "
        + "(\(rate) MB/s); \(CollectionText.count(report.results, "result"))")
    if report.missing > 0 {
      lines.append(
        "\(CollectionText.count(report.missing, "artifact")) of results not there; made when needed"
      )
    }
    lines.append(verdict(report))
    return lines.map { $0 + "\n" }.joined()
  }

  private static func verdict(_ report: VerificationReport) -> String {
    let damaged = report.findings.count { $0.fault.isDamage }
    if !report.isSound {
      return "\(CollectionText.count(damaged + report.brokenRecords, "fault")) found; "
        + "'reel store verify --repair' puts them aside"
    }
    if report.findings.contains(where: \.isRepaired) || report.areRecordsRepaired {
      return "repaired; \(CollectionText.count(report.droppedResults, "result")) dropped, "
        + "which the next build makes again"
    }
    return "the store is sound"
  }

  private static func word(_ fault: VerificationReport.Fault) -> String {
    switch fault {
    case .content: "damaged"
    case .unreadable: "unreadable"
    case .size: "not of the size that its result says"
    case .stray: "no artifact"
    case .writable: "not read-only"
    }
  }

  private static func mended(_ fault: VerificationReport.Fault) -> String {
    switch fault {
    case .writable: "made read-only"
    case .size: "the result was dropped"
    default: "a build has made it again meanwhile"
    }
  }
}
