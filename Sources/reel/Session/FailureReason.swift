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

  /// - Parameter sources: What the failure is about.
  init(_ failure: BuildFailure, sources: [NodeSource]) {
    var text = Self.named(failure, sources: sources)
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

  /// The message with short paths, and with an own stage's outputs in place of artifacts.
  private static func named(_ failure: BuildFailure, sources: [NodeSource]) -> String {
    let files = sources.compactMap { if case .file(let path) = $0 { path } else { nil } }
    var text = failure.error.message
    // The longest first: one may be the beginning of another.
    for file in files.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      text = text.replacing(Paths.absolute(file), with: Paths.short(file))
    }
    for artifact in failure.artifacts where sources.contains(where: { $0.isMade(artifact) }) {
      guard let place = text.firstRange(of: artifact.path) else { continue }
      var name = "'\(artifact.output)' of the stage '\(artifact.maker)'"
      var end = place.upperBound
      // `PATH:4: …` reads well behind a path only.
      let behind = text[end...]
      let line = behind.first == ":" ? behind.dropFirst().prefix(while: \.isNumber) : ""
      if !line.isEmpty, behind.dropFirst(1 + line.count).first == ":" {
        name += ", line \(line)"
        end = line.endIndex
      }
      text.replaceSubrange(place.lowerBound..<end, with: name)
    }
    return text
  }
}
