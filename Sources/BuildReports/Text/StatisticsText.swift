public import ArtifactStore

/// What a store holds, for people.
public enum StatisticsText {
  public static func text(_ statistics: StoreStatistics, path: String) -> String {
    var lines = [
      "\(path): \(statistics.blobs) artifacts, \(HumanUnits.bytes(statistics.bytes)), "
        + "\(statistics.actions) results"
    ]
    let width = statistics.stages.map { $0.name.count }.max() ?? 0
    for stage in statistics.stages {
      let name = stage.name + String(repeating: " ", count: width - stage.name.count)
      lines.append(
        "  \(name)  \(stage.actions) results, \(HumanUnits.bytes(stage.bytes)), "
          + "\(HumanUnits.duration(stage.seconds)) of work")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
