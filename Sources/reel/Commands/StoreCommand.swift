import ArtifactStore
import BuildReports
import RecipeLanguage

/// `reel store`: what is in a store.
enum StoreCommand: Command {
  static let name = "store"
  static let summary = "show what a store holds"
  static let operands = "stats"
  static let options: [OptionSpec] = [.store]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    guard arguments.operands == ["stats"] else {
      let word = arguments.operands.first ?? ""
      throw UsageError(
        message: word.isEmpty ? "'store' wants 'stats'" : "'store' has no '\(word)'",
        suggestion: Spelling.nearest(to: word, among: ["stats"]).map { "store " + $0 },
        command: name)
    }
    let path = Paths.store(option: arguments.value(.store), recipe: "recipe.yaml")
    // A question must not make a store where none is.
    guard Paths.exists(path) else {
      Console.error("there is no store at \(path)")
      return .store
    }
    let statistics = try ArtifactStore(path: path).statistics()
    Console.output.write(StatisticsText.text(statistics, path: Paths.short(path)))
    return .success
  }
}
