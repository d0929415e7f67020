public import RecipeLanguage

/// The files that recipes name and that cannot be read.
public struct MissingFiles {
  private let services: any CompilerServices

  public init(services: any CompilerServices) { self.services = services }

  /// An error for each place that names one of them.
  ///
  /// - Parameter media: What the film is made from.
  public func diagnostics(_ media: [Located<RecipePath>]) -> [Diagnostic] {
    media.filter(isMissing).map {
      Diagnostic(message($0), at: $0.mark, suggestion: neighbour(of: $0.value))
    }
  }

  /// The same for all that a recipe and its own stages read.
  func diagnostics(of recipe: Recipe) -> [Diagnostic] {
    // What a stage reads may be another one's output whose name is not quite right.
    let outputs = recipe.stages.flatMap { $0.outputs.map(\.value) }
    let inputs = recipe.stageFiles.filter(isMissing).map {
      Diagnostic(
        message($0) + ", and no stage makes one of that name", at: $0.mark,
        suggestion: Spelling.nearest(to: $0.value.text, among: outputs) ?? neighbour(of: $0.value))
    }
    return inputs + diagnostics(recipe.mediaSources.compactMap(\.file))
  }

  private func isMissing(_ path: Located<RecipePath>) -> Bool {
    !services.isReadableFile(path.value.resolved)
  }

  private func message(_ path: Located<RecipePath>) -> String {
    "'\(path.value.resolved)' cannot be read: \(services.reasonUnreadable(path.value.resolved))"
      + Self.hint(for: path.value.text)
  }

  /// What means something elsewhere and nothing in a path.
  private static func hint(for text: String) -> String {
    if text.hasPrefix("~") { return "; '~' stands for itself here: write the folder's name" }
    if text.contains("*") || text.contains("?") {
      return "; a path names one file, and no pattern is filled in"
    }
    return text.contains("\\") ? "; folders are parted by '/'" : ""
  }

  /// The file in the same folder whose name is nearest, as the recipe would write it.
  private func neighbour(of path: RecipePath) -> String? {
    func parts(_ text: String) -> (folder: Substring, name: Substring) {
      let start = text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex
      return (text[..<start], text[start...])
    }
    let (folder, name) = parts(path.resolved)
    let names = services.names(inFolder: folder.isEmpty ? "." : String(folder))
    // A folder, or a file without permission, is there under its own name.
    guard !names.contains(String(name)) else { return nil }
    return Spelling.nearest(to: String(name), among: names.sorted()).map {
      parts(path.text).folder + $0
    }
  }
}
