import BuildEngine
import WorkerProtocol

/// Why something failed, as diagnostics are written.
struct FailureReason {
  /// Without a full stop, with what it is about as the recipe's author knows it.
  private(set) var sentence: String
  /// The same without what a library said of it.
  private(set) var brief: String
  /// What a command or a worker printed last.
  private(set) var lines: [Substring] = []

  /// - Parameters:
  ///   - sources: What the failed node reads.
  ///   - store: The store's folder.
  init(_ failure: BuildFailure, sources: [NodeSource], store: String) {
    var text = Self.named(failure.error.message, sources: sources, store: store)
    if text.hasSuffix(".") { text.removeLast() }
    if failure.error.code == "cut-short" { text += Self.remedy(for: sources) }
    for word in ["The ", "No ", "This ", "There ", "Cannot "] where text.hasPrefix(word) {
      text = word.lowercased() + text.dropFirst(word.count)
    }
    brief = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let details = failure.error.detail?.split(separator: "\n") ?? []
    let isPrinted = ["command-failed", "worker-crashed"].contains(failure.error.code)
    if details.count == 1, !isPrinted {
      text += ": " + details[0]
    } else {
      lines = details
    }
    sentence = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// What helps against a file that lacks its end: its command may not have written all of it.
  private static func remedy(for sources: [NodeSource]) -> String {
    guard sources.count == 1 else { return "" }
    switch sources[0] {
    case .file: return "; copy it again"
    case .made(let stage, _, _):
      return "; see to it that the command of '\(stage)' writes all of it"
    }
  }

  /// The message with short paths, and with an own stage's output in place of an artifact.
  private static func named(_ message: String, sources: [NodeSource], store: String) -> String {
    let files = sources.compactMap { if case .file(let path) = $0 { path } else { nil } }
    var text = message
    // The longest first: one may be the beginning of another.
    for file in files.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      text = text.replacing(Paths.absolute(file), with: Paths.short(file))
    }
    let made = sources.compactMap { source -> String? in
      guard case .made(let stage, let output, _) = source else { return nil }
      return "'\(output)' of the stage '\(stage)'"
    }
    let artifacts = Paths.absolute(store) + "/cas/"
    guard made.count == 1, let start = text.firstRange(of: artifacts)?.lowerBound else {
      return text
    }
    let rest = text[start...].dropFirst(artifacts.count)
    let end = rest.firstIndex { !$0.isHexDigit && $0 != "/" } ?? text.endIndex
    let behind = text[end...]
    // `PATH:4: …` reads well behind a path only.
    let line = behind.first == ":" ? behind.dropFirst().prefix(while: \.isNumber) : ""
    guard !line.isEmpty, behind.dropFirst(1 + line.count).first == ":" else {
      return text.replacingCharacters(start..<end, with: made[0])
    }
    return text.replacingCharacters(start..<line.endIndex, with: "\(made[0]), line \(line)")
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
