public import ArtifactStore
internal import BuildGraph

/// What a collection has deleted, for people.
public enum CollectionText {
  /// One line: `collected 12 artifacts, 1.2 GB; 18 GB are left`.
  public static func line(_ summary: CollectionSummary, isDryRun: Bool = false) -> String {
    let verb = isDryRun ? "would collect" : "collected"
    if summary.artifacts == 0 && summary.results == 0 {
      return "nothing to collect; \(left(summary))"
    }
    return "\(verb) \(count(summary.artifacts, "artifact")), \(HumanUnits.bytes(summary.bytes)); "
      + left(summary)
  }

  /// The line, and what was lost and gained by it.
  public static func text(_ summary: CollectionSummary, isDryRun: Bool) -> String {
    var lines = [line(summary, isDryRun: isDryRun)]
    if summary.results > 0 {
      lines.append(
        "  \(count(summary.results, "result")), \(HumanUnits.duration(summary.seconds)) of work")
    }
    if summary.keptBytes > 0 {
      lines.append("  kept for recipes: \(HumanUnits.bytes(summary.keptBytes))")
    }
    if summary.historyRecords > 0 {
      lines.append("  \(count(summary.historyRecords, "record")) of history")
    }
    if summary.indexBytes > 0 {
      lines.append("  the index is smaller by \(HumanUnits.bytes(summary.indexBytes))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line of JSON. Keys are only ever added.
  public static func json(_ summary: CollectionSummary, isDryRun: Bool) -> String {
    JSONText.object([
      ("dry_run", .boolean(isDryRun)), ("results", .integer(summary.results)),
      ("seconds", .decimal(summary.seconds, digits: 3)),
      ("artifacts", .integer(summary.artifacts)), ("bytes", .integer(Int(summary.bytes))),
      ("remaining_artifacts", .integer(summary.remainingArtifacts)),
      ("remaining_bytes", .integer(Int(summary.remainingBytes))),
      ("kept_bytes", .integer(Int(summary.keptBytes))),
      ("history_records", .integer(summary.historyRecords)),
      ("index_bytes", .integer(Int(summary.indexBytes))),
    ]).compact + "\n"
  }

  private static func left(_ summary: CollectionSummary) -> String {
    "\(HumanUnits.bytes(summary.remainingBytes)) \(summary.remainingBytes == 0 ? "is" : "are") left"
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
