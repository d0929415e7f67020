internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Finds the colours in which a GIF shows a film.
public enum PaletteStage: StageImplementation {
  /// Pictures that are looked at, at most; more tell little.
  private static let samples = 120

  public static func run(_ parameters: PaletteParameters, in context: StageContext) throws {
    try StageError.mapping {
      let total = parameters.segments.reduce(0, +)
      let step = max(1, (total + samples - 1) / samples)
      var census = ColorCensus()
      var frame = 0
      for path in context.inputs("video") {
        try SegmentReader(path: path).forEach { picture in
          if frame % step == 0 { census.add(picture) }
          frame += 1
          try context.checkCancelled()
          context.progress(Double(frame) / Double(total))
        }
      }
      try context.write(census.palette(AnimationWriter.colors), to: "palette")
    }
  }
}
