internal import BuildGraph
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Stitches segments and sound into a file.
public enum FilmStage: StageImplementation {
  public static func run(_ parameters: FilmParameters, in context: StageContext) throws {
    try StageError.mapping {
      var film = FilmDescription(
        width: parameters.canvas.width, height: parameters.canvas.height,
        frameRate: parameters.canvas.frameRate, segments: parameters.segments,
        chunks: parameters.chunks, samples: parameters.samples)
      film.container = parameters.container
      film.videoCodec = parameters.videoCodec
      film.soundCodec = parameters.soundCodec
      film.frames = parameters.frames
      film.chapters = parameters.chapters.map {
        .init(title: $0.title, start: $0.start, end: $0.end)
      }
      film.tags = parameters.metadata.map { .init(key: $0.key, value: $0.value) }
      film.language = parameters.language
      film.subtitles = parameters.subtitles.map {
        .init(language: $0.language, captions: $0.captions)
      }
      let muxer = try FilmMuxer(
        film, video: context.inputs("video"), sound: context.inputs("sound"))
      try muxer.write(to: context.output("film")) { fraction in
        try context.checkCancelled()
        context.progress(fraction)
      }
    }
  }
}
