import Glibc
import Testing

@testable import RecipeLanguage

/// Reads a recipe that exists in memory only, as `recipe.yaml`.
func load(
  _ text: String, set: [(name: String, value: String)] = [], files: [String: String] = [:]
) -> RecipeLoadResult {
  let all = files.merging(["recipe.yaml": text]) { first, _ in first }
  return RecipeLoader.load(path: "recipe.yaml", set: set, files: MemoryFiles(all))
}

/// The recipe of a text that must be right.
func recipe(
  _ text: String, set: [(name: String, value: String)] = [], files: [String: String] = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Recipe {
  let result = load(text, set: set, files: files)
  let rendered = DiagnosticRenderer(sources: result.sources).text(for: result.diagnostics)
  #expect(rendered.isEmpty, "\(rendered)", sourceLocation: sourceLocation)
  return try #require(result.recipe, sourceLocation: sourceLocation)
}

/// What is reported about a recipe, as people see it.
func rendered(
  _ text: String, set: [(name: String, value: String)] = [], files: [String: String] = [:]
) -> String {
  let result = load(text, set: set, files: files)
  return DiagnosticRenderer(sources: result.sources).text(for: result.diagnostics)
}

/// The first lines of what is reported, without excerpts.
func messages(
  _ text: String, set: [(name: String, value: String)] = [], files: [String: String] = [:]
) -> [String] {
  load(text, set: set, files: files).diagnostics.map { diagnostic in
    let place = diagnostic.mark.map { "\($0): " } ?? ""
    let meant = diagnostic.suggestion.map { " [\($0)]" } ?? ""
    return place + diagnostic.message + meant
  }
}

/// A recipe with one scene that holds `lines` as well as a duration.
func scene(_ lines: String) -> String {
  let indented = lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
  return "scenes:\n  - duration: 5s\n\(indented)\n"
}

/// Seconds of processor time that this thread spends on something.
func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try body()
  return now() - start
}
