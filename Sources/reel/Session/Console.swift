import BuildReports
import RecipeLanguage

/// What reel says to people, apart from the progress display.
enum Console {
  // Only the main thread writes here. One sink for all, because it remembers whether it failed.
  nonisolated(unsafe) static let output = TextSink.standardOutput()
  static var errors: TextSink { .standardError() }

  /// Colours where a terminal reads along and `NO_COLOR` does not forbid them.
  static var usesColor: Bool {
    errors.isTerminal && Paths.environment("NO_COLOR") == nil
  }

  static func print(_ text: String) { output.write(text + "\n") }

  static func error(_ message: String) {
    errors.write((usesColor ? "\u{1B}[1;31merror\u{1B}[0m" : "error") + ": \(message)\n")
  }

  static func note(_ message: String) { errors.write("\(message)\n") }

  static func report(_ diagnostics: [Diagnostic], sources: SourceTexts) {
    errors.write(renderer(sources).text(for: diagnostics))
  }

  static func renderer(_ sources: SourceTexts) -> DiagnosticRenderer {
    DiagnosticRenderer(sources: sources, usesColor: usesColor)
  }
}

/// An error that the user has been told of already; only the exit status is left to say.
struct ReportedError: Error, CustomStringConvertible {
  var status: ExitStatus
  /// What was said, in one sentence, for programs that read events and no diagnostics.
  var description = "What is wrong has been written to standard error."
}
