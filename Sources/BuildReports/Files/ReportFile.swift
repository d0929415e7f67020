internal import BuildEngine
internal import BuildGraph

/// A build in figures: what ran, what was found, what it cost.
public enum ReportFile {
  /// The report as JSON.
  ///
  /// `total_time` is in seconds of wall time, `total_memory_mb` the highest peak of one stage,
  /// in 10⁶ bytes. `steps` has an entry for each kind of stage: `duration` is the sum over its
  /// runs.
  public static func json(_ recorder: BuildRecorder) -> String {
    let spans = recorder.spans
    let hits = recorder.cachedByStage.values.reduce(0, +)
    let steps = recorder.stageNames.map { stage -> (String, JSONText) in
      let own = spans.filter { $0.stage == stage }
      return (
        stage,
        .object([
          ("duration", .decimal(own.reduce(0) { $0 + $1.end - $1.start }, digits: 3)),
          ("cpu_seconds", .decimal(own.reduce(0) { $0 + $1.cpuSeconds }, digits: 3)),
          ("memory_mb", megabytes(own.map(\.peakMemory).max() ?? 0)),
          ("ran", .integer(own.count)),
          ("cached", .integer(recorder.cachedByStage[stage] ?? 0)),
        ])
      )
    }
    let wall = recorder.summary?.seconds ?? 0
    let work = spans.reduce(0) { $0 + $1.end - $1.start }
    return JSONText.object([
      ("total_time", .decimal(wall, digits: 3)),
      ("total_memory_mb", megabytes(spans.map(\.peakMemory).max() ?? 0)),
      (
        "cache_stats", .object([("hits", .integer(hits)), ("misses", .integer(spans.count))])
      ),
      ("stage_seconds", .decimal(work, digits: 3)),
      ("parallel_speedup", .decimal(wall > 0 ? work / wall : 0, digits: 2)),
      ("steps", .object(steps)),
      (
        "outputs", .array((recorder.summary?.outputs ?? []).map { .string($0.path) })
      ),
    ]).compact + "\n"
  }

  private static func megabytes(_ bytes: Int64) -> JSONText {
    .decimal(Double(bytes) / 1_000_000, digits: 1)
  }
}
