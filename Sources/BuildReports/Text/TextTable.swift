/// Lines up columns of text.
struct TextTable {
  enum Side { case left, right }

  private let sides: [Side]
  private var rows: [[String]] = []

  init(_ sides: [Side]) { self.sides = sides }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, each indented by two spaces, without spaces at their ends.
  var lines: [String] {
    let widths = sides.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        line += " " + (sides[column] == .left ? cell + gap : gap + cell)
        if column + 1 < row.count { line += " " }
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Shortens a name for a column. Its end tells most, so what is left out is in the middle.
  static func cut(_ text: String, to width: Int) -> String {
    if text.count <= width { return text }
    if width < 9 { return String(text.prefix(max(width - 1, 0))) + "…" }
    let tail = min(width / 2, 24)
    return "\(text.prefix(width - 1 - tail))…\(text.suffix(tail))"
  }

  /// Shortens a sentence for a column.
  static func begin(_ text: String, to width: Int) -> String {
    text.count <= width ? text : String(text.prefix(width - 1)) + "…"
  }
}
