internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Reads a table of colours, once for all segments that use it.
public enum ColorTableStage: StageImplementation {
  public static func run(_ parameters: ColorTableParameters, in context: StageContext) throws {
    try context.checkCancelled()
    let file = try context.input("file")
    try StageError.mapping {
      let cube = try ColorCube(contentsOf: file)
      try context.checkCancelled()
      try ColorTable(cube).write(to: context.output("table"))
      try context.write(
        json: ColorTableInfo(size: cube.size, isCurve: cube.isCurve), to: "info")
    }
  }
}
