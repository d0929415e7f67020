internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Makes a picture file of one of a film's pictures.
public enum ThumbnailStage: StageImplementation {
  public static func run(_ parameters: ThumbnailParameters, in context: StageContext) throws {
    try StageError.mapping {
      let paths = context.inputs("video")
      guard paths.count == parameters.segments.count, !paths.isEmpty else {
        throw StageError(code: "internal", message: "A thumbnail is planned wrongly.")
      }
      let frame = try parameters.frame ?? best(parameters, paths, context)
      let picture = try self.picture(frame, parameters, paths, context)
      let canvas = parameters.canvas
      if !parameters.overlays.isEmpty {
        let setter = try TextSetter(canvas: canvas, fonts: context.inputs("font"))
        TextTrack(try OverlayFrames(parameters.overlays, setter: setter), canvas: canvas)
          .draw(frame: 0, onto: picture)
      }
      try StillWriter.write(
        picture, as: parameters.format == .png ? .png : .jpeg, to: context.output("picture"))
    }
  }

  /// The frame that looks best.
  private static func best(
    _ parameters: ThumbnailParameters, _ paths: [String], _ context: StageContext
  ) throws -> Int {
    var judge = PosterJudge(frameRate: parameters.canvas.frameRate, cuts: parameters.cuts)
    for (index, path) in paths.enumerated() {
      try SegmentReader(path: path).forEach { picture in
        try context.checkCancelled()
        judge.add(picture)
      }
      context.progress(Double(index + 1) / Double(paths.count + 1))
    }
    return judge.best
  }

  /// Ends the decoding of a segment when its picture is there.
  private struct Found: Error {}

  private static func picture(
    _ frame: Int, _ parameters: ThumbnailParameters, _ paths: [String], _ context: StageContext
  ) throws -> Picture {
    let result = Picture(width: parameters.canvas.width, height: parameters.canvas.height)
    var base = 0
    for (path, length) in zip(paths, parameters.segments) {
      defer { base += length }
      guard frame >= base, frame < base + length else { continue }
      var current = base
      do {
        try SegmentReader(path: path).forEach { picture in
          try context.checkCancelled()
          if current == frame {
            result.copy(from: picture)
            throw Found()
          }
          current += 1
        }
      } catch is Found {
        return result
      }
    }
    throw StageError(code: "internal", message: "A film has no frame \(frame).")
  }
}
