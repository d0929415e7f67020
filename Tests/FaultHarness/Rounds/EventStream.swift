/// What a build has written with `--json`, read while or after it runs.
struct EventStream {
  private let lines: [Substring]

  init(path: String) {
    var lines = Files.text(path).split(separator: "\n", omittingEmptySubsequences: false)
    // The last line may be half written.
    if !lines.isEmpty { lines.removeLast() }
    self.lines = lines
  }

  /// Keys of stages that were reported as finished.
  var finished: Set<String> { Set(keys(of: "stage_finished")) }
  /// Keys of stages that were reported as found.
  var cached: Set<String> { Set(keys(of: "stage_cached")) }
  var startedCount: Int { keys(of: "stage_started").count }
  /// Stages that ran, as the last event tells; `nil` if there is none.
  var ran: Int? {
    lines.last { $0.hasPrefix(Self.prefix("finished")) }
      .flatMap { Self.text(after: "\"ran\":", in: $0) }.flatMap { Int($0) }
  }

  /// For each stage that finished the digests of its outputs, in order.
  var results: [String: [String]] {
    var results: [String: [String]] = [:]
    for line in lines where line.hasPrefix(Self.prefix("stage_finished")) {
      guard let key = Self.text(after: "\"key\":", in: line) else { continue }
      results[key] = Self.texts(after: "\"digest\":", in: line)
    }
    return results
  }

  private func keys(of event: String) -> [String] {
    lines.filter { $0.hasPrefix(Self.prefix(event)) }
      .compactMap { Self.text(after: "\"key\":", in: $0) }
  }

  private static func prefix(_ event: String) -> String { "{\"event\":\"\(event)\"" }

  private static func text(after name: String, in line: Substring) -> String? {
    texts(after: name, in: line).first
  }

  private static func texts(after name: String, in line: Substring) -> [String] {
    var texts: [String] = []
    var rest = line
    while let range = rest.firstRange(of: name) {
      rest = rest[range.upperBound...]
      texts.append(String(rest.drop { $0 == "\"" }.prefix { !"\",}]".contains($0) }))
    }
    return texts
  }
}
