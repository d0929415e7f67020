internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Composes and encodes a run of frames in one pass.
public enum SegmentStage: StageImplementation {
  public static func run(_ parameters: SegmentParameters, in context: StageContext) throws {
    try StageError.mapping {
      let canvas = parameters.canvas
      let encoding = parameters.encoding
      guard parameters.frames > 0 else {
        throw StageError(code: "internal", message: "A segment without frames was asked for.")
      }
      let encoder = try SegmentEncoder(
        settings: .init(
          width: canvas.width, height: canvas.height, frameRate: canvas.frameRate,
          codec: encoding.codec, preset: encoding.preset, crf: encoding.crf,
          threads: encoding.threads),
        frames: parameters.frames)
      let renderer = try SegmentRenderer(parameters, context: context)
      let thread = try EncodingThread(
        width: canvas.width, height: canvas.height, encode: encoder.append)
      var count = 0
      do {
        try renderer.render { draw in
          try context.checkCancelled()
          try thread.append(draw)
          count += 1
          context.progress(Double(count) / Double(parameters.frames))
        }
      } catch {
        thread.giveUp()
        throw error
      }
      try thread.finish()
      try encoder.finish(writingTo: context.output("packets"))
      renderer.leave(to: context)
    }
  }
}
