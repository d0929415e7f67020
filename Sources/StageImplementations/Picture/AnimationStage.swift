internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Draws a film in the colours of a palette, as an animated GIF.
public enum AnimationStage: StageImplementation {
  public static func run(_ parameters: AnimationParameters, in context: StageContext) throws {
    try StageError.mapping {
      let canvas = parameters.canvas
      let palette = try MediaFile.read(context.input("palette"))
      let writer = try AnimationWriter(
        path: context.output("film"), width: canvas.width, height: canvas.height,
        frameRate: canvas.frameRate, palette: palette)
      var frame = 0
      for path in context.inputs("video") {
        try SegmentReader(path: path).forEach { picture in
          try writer.append(picture)
          frame += 1
          try context.checkCancelled()
          context.progress(Double(frame) / Double(parameters.frames))
        }
      }
      guard frame == parameters.frames else {
        throw StageError(
          code: "internal", message: "A GIF of \(parameters.frames) frames got \(frame).")
      }
      try writer.finish()
    }
  }
}
