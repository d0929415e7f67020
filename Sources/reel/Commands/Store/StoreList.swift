import ArtifactStore
import BuildGraph
import BuildReports

/// `reel store ls`: every result.
enum StoreList: StoreSubcommand {
  static let name = "ls"
  static let summary = "list results, the one that was used last first"
  static let stage = OptionSpec(
    name: "stage", placeholder: "NAME", summary: "list results of this stage only")
  static let sort = OptionSpec(
    name: "sort", placeholder: "BY", summary: "size, cost or used (used)",
    choices: ["size", "cost", "used"])
  static let options = [stage, sort, StoreOption.json]

  static func action(
    _ arguments: ParsedArguments
  ) throws -> (ArtifactStore) throws -> ExitStatus {
    let wanted = arguments.value(stage)
    let order = arguments.value(sort) ?? "used"
    let isJSON = arguments.has(StoreOption.json)
    return { store in
      var results = try store.listing()
      if let wanted { results.removeAll { $0.stage != wanted } }
      switch order {
      case "size": results.sort { ($0.bytes, $1.key.hex) > ($1.bytes, $0.key.hex) }
      case "cost": results.sort { ($0.seconds, $1.key.hex) > ($1.seconds, $0.key.hex) }
      default: break
      }
      Console.output.write(
        isJSON ? StoreListingText.json(results) : StoreListingText.text(results))
      return .success
    }
  }
}
