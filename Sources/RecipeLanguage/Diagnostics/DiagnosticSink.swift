/// Collects what a run has to say, so that all errors are reported at once.
///
/// The same sentence about the same place is kept once: a value behind an alias is read as often
/// as it is used.
struct DiagnosticSink {
  /// More than anybody reads; it bounds the memory that a broken file of many megabytes costs.
  static let limit = 1_000

  private(set) var diagnostics: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []
  private(set) var hasErrors = false

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    guard diagnostics.count < Self.limit, seen.insert(diagnostic).inserted else { return }
    diagnostics.append(diagnostic)
  }

  /// What was reported, by file in the order of `files`, then by place. What has no place
  /// comes first.
  func sorted(files: [String]) -> [Diagnostic] { diagnostics.sorted(files: files) }
}

extension [Diagnostic] {
  /// By file in the order of `files`, then by place. What has no place comes first.
  public func sorted(files: [String]) -> [Diagnostic] {
    func rank(_ diagnostic: Diagnostic) -> (Int, Int, Int) {
      guard let mark = diagnostic.mark else { return (-1, 0, 0) }
      return (files.firstIndex(of: mark.file) ?? files.count, mark.line, mark.column)
    }
    let keyed = enumerated().map { (rank($1), $0, $1) }
    return keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}

private func < (left: ((Int, Int, Int), Int), right: ((Int, Int, Int), Int)) -> Bool {
  left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}
