/// Line numbers for people.
public enum LineNumbers {
  /// `1, 2, 3` or `1, 2, 3, 4, 5 and 17 more`.
  public static func text(_ lines: [Int]) -> String {
    let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
    return lines.count > 5 ? shown + " and \(lines.count - 5) more" : shown
  }
}
