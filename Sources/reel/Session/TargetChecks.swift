import RecipeLanguage

/// Finds targets of recipes that would destroy what the recipes read, or one another.
struct TargetChecks {
  private var files: WritableFiles
  private let loads: [RecipeLoadResult]
  private var places: [String: SourceMark] = [:]

  init(_ files: WritableFiles, _ loads: [RecipeLoadResult]) {
    self.files = files
    self.loads = loads
  }

  /// What is wrong with a target.
  ///
  /// - Parameter place: Where its recipe names it.
  mutating func check(_ path: String, at place: SourceMark?) -> Diagnostic? {
    guard let conflict = files.conflict(at: path) else {
      places[path] = place
      return nil
    }
    let (message, other) = (conflict.sentence(path, "the output"), mark(of: conflict))
    return Diagnostic(
      message + "; give it another name", at: place,
      notes: other.map { [.init(conflict.isWritten ? "the other one" : "it is read here", at: $0)] }
        ?? [])
  }

  private func mark(of conflict: WritableFiles.Conflict) -> SourceMark? {
    switch conflict {
    case .twice(let other): places[other]
    case .overwrites(let source):
      loads.lazy.flatMap { $0.namedFiles + ($0.recipe?.stageFiles ?? []) }
        .first { $0.value.resolved == source }?.mark
    }
  }
}

extension WritableFiles.Conflict {
  fileprivate var isWritten: Bool { if case .twice = self { true } else { false } }
}
