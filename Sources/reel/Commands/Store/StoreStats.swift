import ArtifactStore
import BuildReports

/// `reel store stats`: how much there is of what.
enum StoreStats: StoreSubcommand {
  static let name = "stats"
  static let summary = "count artifacts and results, by stage"
  static let options = [StoreOption.json]

  static func action(
    _ arguments: ParsedArguments
  ) throws -> (ArtifactStore) throws -> ExitStatus {
    let isJSON = arguments.has(StoreOption.json)
    return { store in
      let statistics = try store.statistics()
      Console.output.write(
        isJSON
          ? StatisticsText.json(statistics, path: store.path)
          : StatisticsText.text(statistics, path: Paths.short(store.path)))
      return .success
    }
  }
}
