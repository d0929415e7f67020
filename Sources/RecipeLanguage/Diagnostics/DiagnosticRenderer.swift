/// Writes diagnostics as text for people.
///
/// ```
/// recipe.yaml:12:7: error: unknown key 'txt' in a scene
///     - { txt: "Good morning" }
///         ^~~
///       did you mean 'text'?
/// ```
public struct DiagnosticRenderer: Sendable {
  public var sources: SourceTexts
  /// Whether to write the colours of a terminal.
  public var usesColor: Bool
  /// How many diagnostics are written at most; the rest is counted.
  public var limit: Int

  public init(sources: SourceTexts, usesColor: Bool = false, limit: Int = 50) {
    self.sources = sources
    self.usesColor = usesColor
    self.limit = limit
  }

  /// All of them, each with a line feed at its end.
  public func text(for diagnostics: [Diagnostic]) -> String {
    var text = ""
    for diagnostic in diagnostics.prefix(limit) { text += self.text(for: diagnostic) }
    if diagnostics.count > limit { text += "... and \(diagnostics.count - limit) more\n" }
    return text
  }

  /// One of them.
  public func text(for diagnostic: Diagnostic) -> String {
    let isError = diagnostic.severity == .error
    var text = head(
      diagnostic.mark, styled(diagnostic.severity.rawValue, isError ? "1;31" : "1;35"),
      styled(Self.printable(diagnostic.message), "1"))
    if let mark = diagnostic.mark { text += excerpt(mark, caret: isError ? "1;31" : "1;35") }
    if let suggestion = diagnostic.suggestion {
      text += "      did you mean \(suggestion.quoted)?\n"
    }
    for note in diagnostic.notes {
      text += head(note.mark, styled("note", "1;36"), Self.printable(note.message))
      if let mark = note.mark { text += excerpt(mark, caret: "1;36") }
    }
    return text
  }

  private func head(_ mark: SourceMark?, _ kind: String, _ message: String) -> String {
    let place = mark.map { Self.printable($0.file) + ":\($0.line):\($0.column): " } ?? ""
    return styled(place, "1") + kind + ": " + message + "\n"
  }

  /// The line of a place, and below it a caret under what is meant.
  ///
  /// Of a line that is wider than a terminal, the part around the place is shown.
  private func excerpt(_ mark: SourceMark, caret: String) -> String {
    guard let line = sources.line(mark.line, of: mark.file) else { return "" }
    let scalars = Array(line.unicodeScalars)
    if scalars.isEmpty { return "" }
    let start = min(max(mark.column - 1, 0), scalars.count)
    let length = mark.length > 0 ? mark.length : max(scalars.count - start, 1)
    let first = start > 90 ? start - 40 : 0
    let last = min(scalars.count, first + 110)
    let end = max(min(start + length, last), start)
    func shown(_ range: Range<Int>) -> String { Self.printable(scalars[range]) }
    func width(_ range: Range<Int>) -> Int {
      shown(range).unicodeScalars.reduce(0) { $0 + $1.terminalWidth }
    }
    let (before, after) = (first > 0 ? "…" : "", last < scalars.count ? "…" : "")
    let indent = String(repeating: " ", count: width(first..<start) + before.count)
    let underline = String(repeating: "~", count: max(width(start..<end), 1) - 1)
    return "    " + before + shown(first..<last) + after + "\n    " + indent
      + styled("^" + underline, caret) + "\n"
  }

  private func styled(_ text: String, _ code: String) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// The text with what a terminal would act on replaced: tabs by two spaces, the rest by `�`.
  private static func printable(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = ""
    for scalar in scalars {
      if scalar == "\t" {
        text += "  "
      } else {
        text.unicodeScalars.append(scalar.isUnprintable ? "\u{FFFD}" : scalar)
      }
    }
    return text
  }

  private static func printable(_ text: String) -> String { printable(text.unicodeScalars) }
}
