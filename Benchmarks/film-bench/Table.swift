import Foundation

/// Rows of right-aligned columns, the first one aligned left.
enum Table {
  static func row(_ cells: [String]) -> String {
    let head = cells.first ?? ""
    return head + String(repeating: " ", count: max(24 - head.count, 1))
      + cells.dropFirst().map { String(repeating: " ", count: max(12 - $0.count, 1)) + $0 }
      .joined()
  }

  static func seconds(_ value: Double) -> String { String(format: "%.2f s", value) }
  static func megabytes(_ bytes: Int) -> String { String(format: "%.0f MB", Double(bytes) / 1e6) }
  static func ratio(_ value: Double) -> String { String(format: "%.3f", value) }
}
