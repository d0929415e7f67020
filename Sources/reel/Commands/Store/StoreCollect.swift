import ArtifactStore
import BuildEngine
import BuildGraph
import BuildReports
import Glibc

/// `reel store gc`: deletes what is old or worth least.
enum StoreCollect: StoreSubcommand {
  static let name = "gc"
  static let summary = "delete results until a size is reached, or those not used for long"
  static let maxSize = OptionSpec(
    name: "max-size", placeholder: "SIZE",
    summary: "delete what is worth least until artifacts take no more, such as 20GB")
  static let olderThan = OptionSpec(
    name: "older-than", placeholder: "AGE",
    summary: "delete what was not used for that long, such as 12h or 30d")
  static let keep = OptionSpec(
    name: "keep", placeholder: "RECIPE",
    summary: "delete nothing that this recipe needs (several times for several)")
  static let dryRun = OptionSpec(
    name: "dry-run", short: "n", summary: "delete nothing; say what would be deleted")
  static let wait = OptionSpec(
    name: "wait", placeholder: "SECONDS",
    summary: "how long to wait for builds on the same store (60)")
  static let options = [maxSize, olderThan, keep, .profile, .set, dryRun, wait, StoreOption.json]

  static func action(
    _ arguments: ParsedArguments
  ) throws -> (ArtifactStore) throws -> ExitStatus {
    let size = try arguments.value(maxSize).map { text in
      guard let bytes = Quantity.bytes(text) else {
        throw wrong(maxSize, "a size such as 500MB or 20GB", text)
      }
      return bytes
    }
    let age = try arguments.value(olderThan).map { text in
      guard let seconds = Quantity.seconds(text) else {
        throw wrong(olderThan, "an age such as 12h or 30d", text)
      }
      return seconds
    }
    guard size != nil || age != nil else {
      throw UsageError(
        message: "'store gc' wants a limit: --max-size or --older-than, or both",
        command: StoreCommand.name)
    }
    let patience = try arguments.value(wait).map { text in
      guard let seconds = Int(text), (0...86_400).contains(seconds) else {
        throw wrong(wait, "a number of seconds from 0 to 86400", text)
      }
      return Double(seconds)
    }
    return { store in
      let request = CollectionRequest(
        maxBytes: size, unusedSince: age.map { Int64(time(nil)) - $0 },
        kept: try keptKeys(arguments, store), isDryRun: arguments.has(dryRun))
      return try collect(request, in: store, wait: patience ?? 60, arguments)
    }
  }

  private static func collect(
    _ request: CollectionRequest, in store: ArtifactStore, wait: Double,
    _ arguments: ParsedArguments
  ) throws -> ExitStatus {
    let summary = try store.collect(request, wait: wait) {
      Console.note("another reel is using this store; waiting…")
    }
    guard let summary else {
      Console.error(
        "nothing was deleted: another reel is using the store. Wait until it is done, or give "
          + "it longer with --wait.")
      return .store
    }
    Console.output.write(
      arguments.has(StoreOption.json)
        ? CollectionText.json(summary, isDryRun: request.isDryRun)
        : CollectionText.text(summary, isDryRun: request.isDryRun))
    if let limit = request.maxBytes, summary.remainingBytes > limit {
      Console.note(
        "warning: what is left takes more than \(HumanUnits.bytes(limit)), because it is kept")
    }
    return .success
  }

  /// The keys of all that the recipes after `--keep` need under the profile.
  private static func keptKeys(
    _ arguments: ParsedArguments, _ store: ArtifactStore
  ) throws -> Set<Digest> {
    let recipes = arguments.all(keep)
    if recipes.isEmpty { return [] }
    let session = try RecipeSession(
      arguments.with(operands: recipes), command: StoreCommand.name, store: .given(store))
    let options = session.profile.buildOptions(
      jobs: nil, keepGoing: false, project: session.project)
    return try BuildEngine(store: store, options: options).neededKeys(compile: session.compile)
  }

  private static func wrong(_ option: OptionSpec, _ what: String, _ text: String) -> UsageError {
    UsageError(
      message: "'--\(option.name)' wants \(what), not '\(text)'", command: StoreCommand.name)
  }
}
