internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog
internal import WorkerProtocol

/// Makes the renderers of a segment's parts, and keeps what several of them share.
final class PartFactory {
  let canvas: Canvas
  private let resampling: Kernel
  private let motionSampling: Kernel
  private let pictures: [String]
  private let clips: [String]
  private let indexes: [String]
  private var stills: [Int: Picture] = [:]

  init(_ parameters: SegmentParameters, context: StageContext) {
    canvas = parameters.canvas
    resampling = Kernel(parameters.resampling)
    motionSampling = Kernel(parameters.motionSampling)
    pictures = context.inputs("picture")
    clips = context.inputs("clip")
    indexes = context.inputs("index")
  }

  /// A still that the `picture` stage made.
  func still(_ input: Int) throws -> Picture {
    if let known = stills[input] { return known }
    let picture = try Picture(contentsOf: try path(input, in: pictures, role: "picture"))
    stills[input] = picture
    return picture
  }

  func renderer(of part: Shot.Part) throws -> any PartRenderer {
    switch part.source {
    case .color(let color):
      let picture = blank()
      picture.fill(color)
      return FixedPart(picture)
    case .gradient(let colors, let degrees):
      let picture = blank()
      picture.fill(gradient: colors, degrees: degrees)
      return moving(FixedPart(picture), part.motion, crop: whole(picture))
    case .still(let input):
      return try renderer(of: try still(input), fit: part.fit, motion: part.motion)
    case .video(let input, let play):
      let reader = try VideoReader(
        path: try path(input, in: clips, role: "clip"),
        index: try FrameIndex(contentsOf: try path(input, in: indexes, role: "index")))
      let video = VideoPart(
        reader: reader, play: play, fit: part.fit, canvas: canvas, kernel: resampling)
      return moving(
        video, part.motion,
        crop: .init(x: 0, y: 0, width: Double(canvas.width), height: Double(canvas.height)))
    }
  }

  private func renderer(
    of still: Picture, fit: Fit, motion: Motion?
  ) throws -> any PartRenderer {
    guard let motion else { return FixedPart(try fitted(still, fit: fit, scale: 1)) }
    switch fit {
    case .cover, .stretch:
      let opaque = still.hasAlpha ? try flattened(still) : still
      return moving(
        FixedPart(opaque), motion, crop: fit == .cover ? coveringCrop(of: opaque) : whole(opaque))
    case .contain, .blur:
      // The camera sees bars or backdrop as well: all of it is drawn once, large enough for the
      // closest view.
      let closest = min(motion.from.width, motion.to.width, motion.from.height, motion.to.height)
      let scale = closest < Rational(1) ? 2 : 1
      let picture = try fitted(still, fit: fit, scale: scale)
      return moving(FixedPart(picture), motion, crop: whole(picture))
    }
  }

  private func moving(
    _ source: any PartRenderer, _ motion: Motion?, crop: PictureSampler.View
  ) -> any PartRenderer {
    guard let motion else { return source }
    return MovingPart(
      source: source, motion: motion, crop: crop, canvas: canvas, kernel: motionSampling)
  }

  private func fitted(_ picture: Picture, fit: Fit, scale: Int) throws -> Picture {
    let result = Picture(width: canvas.width * scale, height: canvas.height * scale)
    let fitter = PictureFitter(
      width: result.width, height: result.height, fit: fit, kernel: resampling)
    try fitter.draw(picture, into: result)
    return result
  }

  /// The picture before black.
  private func flattened(_ picture: Picture) throws -> Picture {
    let result = Picture(width: picture.width, height: picture.height)
    result.copy(from: picture)
    return result
  }

  private func blank() -> Picture { Picture(width: canvas.width, height: canvas.height) }

  private func whole(_ picture: Picture) -> PictureSampler.View {
    .init(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
  }

  /// The middle of a picture, in the canvas's shape.
  private func coveringCrop(of picture: Picture) -> PictureSampler.View {
    var view = whole(picture)
    let shape = Double(canvas.width) / Double(canvas.height)
    if view.width > view.height * shape {
      view.width = view.height * shape
      view.x = (Double(picture.width) - view.width) / 2
    } else {
      view.height = view.width / shape
      view.y = (Double(picture.height) - view.height) / 2
    }
    return view
  }

  private func path(_ index: Int, in paths: [String], role: String) throws -> String {
    guard paths.indices.contains(index) else {
      throw StageError(
        code: "internal",
        message: "The segment names input \"\(role)\" number \(index) of \(paths.count).")
    }
    return paths[index]
  }
}
