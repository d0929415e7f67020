internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog
internal import WorkerProtocol

/// Makes the renderers of a segment's parts and overlays, and keeps what several of them share.
final class PartFactory {
  let canvas: Canvas
  private let resampling: Kernel
  private let motionSampling: Kernel
  private let inputs: (String) -> [String]
  private let readers: ClipReaders
  private var stills: [Int: Picture] = [:]
  private var tables: [Int: ColorTable] = [:]

  init(_ parameters: SegmentParameters, context: StageContext) {
    canvas = parameters.canvas
    resampling = Kernel(parameters.resampling)
    motionSampling = Kernel(parameters.motionSampling)
    inputs = context.inputs
    readers = ClipReaders(
      left: context.takeLeft(ClipReaders.Left.self), paths: context.inputs("clip"),
      check: context.checkCancelled)
  }

  /// Leaves the clips that are open to the next stage, once all parts are done.
  func leave(to context: StageContext) { context.leave(readers.leave()) }

  // MARK: Parts

  /// - Parameter frames: How many frames of the part are going to be asked for.
  func renderer(of part: Shot.Part, frames: Int) throws -> any PartRenderer {
    let isLayer = part.background != nil || part.look?.key != nil
    switch part.source {
    case .color(let color):
      let picture = blank(scale: 1)
      picture.fill(color)
      return FixedPart(picture)
    case .gradient(let colors, let degrees):
      let picture = blank(scale: 1)
      picture.fill(gradient: colors, degrees: degrees)
      return moving(FixedPart(picture), part.motion, crop: whole(picture))
    case .still(let input):
      let picture = try still(input)
      return isLayer
        ? try layered(part, frames: frames) { try self.layer(picture, part, scale: $0) }
        : try opaque(try graded(picture, part.look), part)
    case .video(let input, let play):
      // What stands beside the picture keeps its colours.
      guard isLayer || part.look != nil && part.fit == .contain else {
        let scale = play.rate == .zero ? self.scale(part.motion) : 1
        let video = try video(input, play, part, frames: frames, scale: scale, hasAlpha: false)
        return moving(video, part.motion, crop: whole(scale: scale))
      }
      return try layered(part, frames: frames) { scale in
        try self.video(input, play, part, frames: frames, scale: scale, hasAlpha: true)
      }
    }
  }

  /// A source with alpha before its background.
  private func layered(
    _ part: Shot.Part, frames: Int, _ source: (Int) throws -> any PictureRenderer
  ) throws -> any PartRenderer {
    let scale = self.scale(part.motion)
    let back = try background(part.background ?? .color(.black), frames: frames, scale: scale)
    let backed = BackedPart(source: try source(scale), background: back)
    return moving(backed, part.motion, crop: whole(scale: scale))
  }

  private func background(
    _ source: PictureSource, frames: Int, scale: Int
  ) throws -> any PictureRenderer {
    let picture = blank(scale: scale)
    switch source {
    case .color(let color): picture.fill(color)
    case .gradient(let colors, let degrees): picture.fill(gradient: colors, degrees: degrees)
    case .still(let input):
      try fitter(.init(start: 0, source: source, fit: .cover, motion: nil), scale: scale)
        .draw(try still(input), into: picture)
    case .video(let input, let play):
      let part = Shot.Part(start: 0, source: source, fit: .cover, motion: nil)
      return try video(input, play, part, frames: frames, scale: scale, hasAlpha: false)
    }
    return FixedPart(picture)
  }

  private func video(
    _ input: Int, _ play: PictureSource.Playback, _ part: Shot.Part, frames: Int, scale: Int,
    hasAlpha: Bool
  ) throws -> any PictureRenderer {
    try video(
      input, play, frames: frames, fitter: fitter(part, scale: scale),
      size: (canvas.width * scale, canvas.height * scale), hasAlpha: hasAlpha,
      finish: try filter(part.look).map { filter in { filter.apply(to: $0) } })
  }

  private func video(
    _ input: Int, _ play: PictureSource.Playback, frames: Int, fitter: PictureFitter,
    size: (width: Int, height: Int), hasAlpha: Bool, finish: ((Picture) -> Void)?
  ) throws -> VideoPart {
    let index = try FrameIndex(contentsOf: try path(input, role: "index"))
    let clock = PlaybackClock(play, index: index, frameRate: canvas.frameRate)
    let reader = try readers.reader(
      of: input, path: try path(input, role: "clip"), index: index,
      from: clock.isReversed ? nil : clock.number(frame: 0))
    return VideoPart(
      reader: reader, clock: clock, frames: frames, fitter: fitter, size: size, hasAlpha: hasAlpha,
      finish: finish ?? { _ in })
  }

  private func layer(
    _ still: Picture, _ part: Shot.Part, scale: Int
  ) throws -> any PictureRenderer {
    let picture = Picture(
      width: canvas.width * scale, height: canvas.height * scale, hasAlpha: true)
    try fitter(part, scale: scale).draw(still, into: picture)
    try filter(part.look)?.apply(to: picture)
    return FixedPart(picture)
  }

  private func opaque(_ still: Picture, _ part: Shot.Part) throws -> any PartRenderer {
    guard let motion = part.motion else { return FixedPart(try fitted(still, part, scale: 1)) }
    switch part.fit {
    case .cover, .stretch:
      let opaque = still.hasAlpha ? flattened(still) : still
      let crop =
        part.fit == .cover
        ? coveringCrop(of: opaque, focus: part.focus ?? .center) : whole(opaque)
      return moving(FixedPart(opaque), motion, crop: crop)
    case .contain, .blur:
      // The camera sees bars or backdrop as well: all of it is drawn once, large enough for the
      // closest view.
      let picture = try fitted(still, part, scale: scale(motion))
      return moving(FixedPart(picture), motion, crop: whole(picture))
    }
  }

  private func moving(
    _ source: any PictureRenderer, _ motion: Motion?, crop: PictureSampler.View
  ) -> any PartRenderer {
    guard let motion else { return source }
    return MovingPart(source: source, motion: motion, crop: crop, kernel: motionSampling)
  }

  // MARK: Overlays

  func renderer(of overlay: OverlayPicture, frames: Int) throws -> any PictureRenderer {
    let box =
      overlay.radius > 0 || overlay.border != nil
      ? BoxShape(
        width: overlay.width, height: overlay.height, radius: overlay.radius,
        border: overlay.border.map { ($0.width, $0.color) })
      : nil
    let filter = try filter(overlay.look)
    let finish: ((Picture) -> Void)? =
      filter == nil && box == nil
      ? nil
      : { picture in
        filter?.apply(to: picture)
        box?.apply(to: picture)
      }
    switch overlay.source {
    case .still(let input):
      let picture = try still(input)
      guard let finish else { return FixedPart(picture) }
      let own = Picture(width: picture.width, height: picture.height, hasAlpha: true)
      own.copy(from: picture)
      finish(own)
      return FixedPart(own)
    case .video(let input, let play):
      let fitter = PictureFitter(
        width: overlay.width, height: overlay.height, fit: .stretch, kernel: resampling,
        crop: overlay.crop ?? .full)
      return try video(
        input, play, frames: frames, fitter: fitter, size: (overlay.width, overlay.height),
        hasAlpha: true, finish: finish)
    case .color(let color):
      let picture = Picture(width: overlay.width, height: overlay.height, hasAlpha: true)
      picture.fill(color)
      finish?(picture)
      return FixedPart(picture)
    case .gradient(let colors, let degrees):
      let picture = Picture(width: overlay.width, height: overlay.height, hasAlpha: true)
      picture.fill(gradient: colors, degrees: degrees)
      finish?(picture)
      return FixedPart(picture)
    }
  }

  // MARK: Pictures

  /// A still that the `picture` stage made.
  private func still(_ input: Int) throws -> Picture {
    if let known = stills[input] { return known }
    let picture = try Picture(contentsOf: try path(input, role: "picture"))
    stills[input] = picture
    return picture
  }

  private func graded(_ still: Picture, _ look: ColorLook?) throws -> Picture {
    guard let filter = try filter(look) else { return still }
    let result = still.copy()
    filter.apply(to: result)
    return result
  }

  private func filter(_ look: ColorLook?) throws -> ColorFilter? {
    guard let look else { return nil }
    return ColorFilter(
      keyer: look.key.map(ChromaKeyer.init), curves: look.adjustment.map(ColorCurves.init),
      table: try look.table.map(table))
  }

  private func table(_ input: Int) throws -> ColorTable {
    if let known = tables[input] { return known }
    let table = try ColorTable(contentsOf: try path(input, role: "lut"))
    tables[input] = table
    return table
  }

  private func fitter(_ part: Shot.Part, scale: Int) -> PictureFitter {
    PictureFitter(
      width: canvas.width * scale, height: canvas.height * scale, fit: part.fit,
      kernel: resampling, crop: part.crop ?? .full, focus: part.focus ?? .center)
  }

  private func fitted(_ picture: Picture, _ part: Shot.Part, scale: Int) throws -> Picture {
    let result = blank(scale: scale)
    try fitter(part, scale: scale).draw(picture, into: result)
    return result
  }

  /// The picture before black.
  private func flattened(_ picture: Picture) -> Picture {
    let result = Picture(width: picture.width, height: picture.height)
    result.copy(from: picture)
    return result
  }

  private func blank(scale: Int) -> Picture {
    Picture(width: canvas.width * scale, height: canvas.height * scale)
  }

  // MARK: Views

  /// How many times as large as the canvas what a camera moves over has to be.
  private func scale(_ motion: Motion?) -> Int {
    guard let motion else { return 1 }
    let closest = min(motion.from.width, motion.to.width, motion.from.height, motion.to.height)
    return closest < Rational(1) ? 2 : 1
  }

  private func whole(_ picture: Picture) -> PictureSampler.View {
    .init(x: 0, y: 0, width: Double(picture.width), height: Double(picture.height))
  }

  private func whole(scale: Int) -> PictureSampler.View {
    .init(
      x: 0, y: 0, width: Double(canvas.width * scale), height: Double(canvas.height * scale))
  }

  /// The part of a picture around its focus, in the canvas's shape.
  private func coveringCrop(of picture: Picture, focus: UnitPoint) -> PictureSampler.View {
    var view = whole(picture)
    let shape = Double(canvas.width) / Double(canvas.height)
    func start(_ focus: Rational, _ size: Double, _ whole: Double) -> Double {
      max(0, min(whole - size, focus.doubleValue * whole - size / 2))
    }
    if view.width > view.height * shape {
      view.width = view.height * shape
      view.x = start(focus.x, view.width, Double(picture.width))
    } else {
      view.height = view.width / shape
      view.y = start(focus.y, view.height, Double(picture.height))
    }
    return view
  }

  private func path(_ index: Int, role: String) throws -> String {
    let paths = inputs(role)
    guard paths.indices.contains(index) else {
      throw StageError(
        code: "internal",
        message: "The segment names input \"\(role)\" number \(index) of \(paths.count).")
    }
    return paths[index]
  }
}
