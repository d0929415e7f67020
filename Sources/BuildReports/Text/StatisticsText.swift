public import ArtifactStore
internal import BuildGraph

/// What a store holds, for people.
public enum StatisticsText {
  public static func text(_ statistics: StoreStatistics, path: String) -> String {
    var lines = [
      "\(path): \(CollectionText.count(statistics.blobs, "artifact")), "
        + "\(HumanUnits.bytes(statistics.bytes)), "
        + CollectionText.count(statistics.actions, "result")
    ]
    let width = statistics.stages.map { $0.name.count }.max() ?? 0
    for stage in statistics.stages {
      let name = stage.name + String(repeating: " ", count: width - stage.name.count)
      lines.append(
        "  \(name)  \(CollectionText.count(stage.actions, "result")), "
          + "\(HumanUnits.bytes(stage.bytes)), \(HumanUnits.duration(stage.seconds)) of work")
    }
    lines.append(
      "  index  \(HumanUnits.bytes(statistics.indexBytes)), of which "
        + "\(HumanUnits.bytes(statistics.indexFreeBytes)) are free")
    if statistics.quarantined > 0 {
      lines.append("  quarantine  \(CollectionText.count(statistics.quarantined, "file"))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line of JSON. Keys are only ever added.
  public static func json(_ statistics: StoreStatistics, path: String) -> String {
    JSONText.object([
      ("path", .string(path)), ("artifacts", .integer(statistics.blobs)),
      ("bytes", .integer(Int(statistics.bytes))), ("results", .integer(statistics.actions)),
      ("index_bytes", .integer(Int(statistics.indexBytes))),
      ("index_free_bytes", .integer(Int(statistics.indexFreeBytes))),
      ("quarantined", .integer(statistics.quarantined)),
      (
        "stages",
        .object(
          statistics.stages.map { stage in
            (
              stage.name,
              .object([
                ("results", .integer(stage.actions)), ("bytes", .integer(Int(stage.bytes))),
                ("seconds", .decimal(stage.seconds, digits: 3)),
              ])
            )
          })
      ),
    ]).compact + "\n"
  }
}
