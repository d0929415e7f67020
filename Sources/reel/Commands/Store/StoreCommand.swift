import ArtifactStore
import BuildReports
import RecipeLanguage

/// `reel store`: looks into a store and keeps it in order.
enum StoreCommand: Command {
  static let name = "store"
  static let summary = "show, check and clean what a store holds"
  static let operands = subcommands.map { $0.name }.joined(separator: "|")
  static let options: [OptionSpec] =
    [.store] + storeOptions + [.profile, .set]

  /// In the order of the help.
  static let subcommands: [any StoreSubcommand.Type] = [
    StoreStats.self, StoreList.self, StoreVerify.self, StoreCollect.self,
  ]

  static var notes: [String] {
    let width = (subcommands.map { $0.name.count }.max() ?? 0) + 2
    return subcommands.map { subcommand in
      let options = subcommand.options.map { "--\($0.name)" }.joined(separator: " ")
      return "  " + HelpText.padded(subcommand.name, to: width) + subcommand.summary
        + (options.isEmpty ? "" : "\n" + String(repeating: " ", count: width + 4) + options)
    }
  }

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let names = subcommands.map { $0.name }
    let word = arguments.operands.first ?? ""
    guard let subcommand = subcommands.first(where: { $0.name == word }) else {
      let known = names.map { "'\($0)'" }.joined(separator: ", ")
      throw UsageError(
        message: word.isEmpty ? "'store' wants one of \(known)" : "'store' has no '\(word)'",
        suggestion: Spelling.nearest(to: word, among: names).map { "store " + $0 }, command: name)
    }
    if arguments.operands.count > 1 {
      throw UsageError(
        message: "'store \(word)' takes no '\(arguments.operands[1])'", command: name)
    }
    let allowed = Set((subcommand.options + [.store]).map(\.name))
    if let other = arguments.given.subtracting(allowed).min() {
      throw UsageError(message: "'store \(word)' has no option '--\(other)'", command: name)
    }
    let action = try subcommand.action(arguments)
    let path = Paths.store(option: arguments.value(.store), recipe: "recipe.yaml")
    // A question must not make a store where none is.
    let store = try ArtifactStore(path: path, creating: false)
    if let moved = store.damagedIndex {
      Console.note(
        "warning: the store's index was damaged or of another version and was moved to "
          + Paths.short(moved))
    }
    return try action(store)
  }

  /// Options that only this command has, each once.
  private static let storeOptions = [
    StoreCollect.maxSize, StoreCollect.olderThan, StoreCollect.keep, StoreCollect.dryRun,
    StoreCollect.wait, StoreList.stage, StoreList.sort, StoreVerify.repair, StoreOption.json,
  ]
}
