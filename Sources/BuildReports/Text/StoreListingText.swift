public import ArtifactStore
internal import BuildGraph
internal import Glibc

/// A list of results.
public enum StoreListingText {
  /// A line a result: key, stage, size, seconds, day of last use, label.
  public static func text(_ results: [StoreListing]) -> String {
    let rows = results.map { result in
      [
        result.key.short, result.stage, HumanUnits.bytes(result.bytes),
        HumanUnits.duration(result.seconds), day(result.lastUsed), result.label ?? "",
      ]
    }
    let columns = 0..<5
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = columns.map { column -> String in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        // Numbers end in one column.
        return column == 2 || column == 3 ? space + row[column] : row[column] + space
      }
      return (cells + [row[5]]).joined(separator: "  ").trimmingSpaces + "\n"
    }.joined()
  }

  /// A line of JSON a result. Keys are only ever added.
  public static func json(_ results: [StoreListing]) -> String {
    results.map { result in
      JSONText.object([
        ("key", .string(result.key.hex)), ("stage", .string(result.stage)),
        ("label", result.label.map(JSONText.string) ?? .null),
        ("bytes", .integer(Int(result.bytes))),
        ("seconds", .decimal(result.seconds, digits: 3)),
        ("last_used", .string(day(result.lastUsed))),
      ]).compact + "\n"
    }.joined()
  }

  /// `2026-05-01`, of the day in UTC.
  private static func day(_ seconds: Int64) -> String {
    var time = time_t(seconds)
    var date = tm()
    gmtime_r(&time, &date)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(date.tm_year + 1900)-\(two(date.tm_mon + 1))-\(two(date.tm_mday))"
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
