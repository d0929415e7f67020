internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Decodes a film and digests what comes out.
public enum FramesStage: StageImplementation {
  public static func run(_ parameters: FramesParameters, in context: StageContext) throws {
    let film = try context.input("film")
    try StageError.mapping {
      var digester = FrameDigester()
      try StrictDecoder(path: film).decode(
        check: { fraction in
          try context.checkCancelled()
          context.progress(fraction)
        },
        sink: { digester.take($0) })
      try context.write(Array(digester.finish().text.utf8), to: "frames")
    }
  }
}
