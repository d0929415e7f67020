import ArtifactStore
import Glibc

/// The reports of the last builds of some recipes, which the store keeps.
struct ReportArchive {
  private let project: String
  private let store: String

  /// - Parameters:
  ///   - recipes: Paths, in any spelling.
  ///   - store: What `--store` says.
  init(recipes: [String], store: String?) {
    project = recipes.map(Self.real).joined(separator: "\n")
    self.store = Paths.store(option: store, recipe: recipes.first ?? "reel.yaml")
  }

  /// The paths of the reports, the latest first.
  var paths: [String] { ArtifactStore.reports(inStore: store, project: project) }

  /// Keeps a report; a build that has been made does not fail because that is not possible.
  func add(_ report: [UInt8], to store: ArtifactStore) {
    do {
      try store.saveReport(report, project: project)
    } catch {
      Console.note("warning: \(error.message)")
    }
  }

  /// The path without symbolic links and detours.
  private static func real(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return Paths.absolute(path) }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
