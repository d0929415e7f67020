internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Draws the pictures of one part of a shot.
///
/// The picture handed out is valid until the next call and belongs to the renderer.
protocol PartRenderer: AnyObject {
  /// - Parameter frame: From the part's first frame.
  func picture(frame: Int) throws -> Picture
}

/// A part that shows the same picture all the time.
final class FixedPart: PartRenderer {
  private let fixed: Picture

  init(_ picture: Picture) { fixed = picture }

  func picture(frame: Int) -> Picture { fixed }
}

/// A camera that moves over pictures of any origin.
final class MovingPart: PartRenderer {
  private let source: any PartRenderer
  private let motion: Motion
  private let crop: PictureSampler.View
  private let sampler: PictureSampler
  private let canvas: Picture

  /// - Parameter crop: The part of the source's pictures that `motion` calls the whole canvas.
  init(
    source: any PartRenderer, motion: Motion, crop: PictureSampler.View, canvas: Canvas,
    kernel: Kernel
  ) {
    self.source = source
    self.motion = motion
    self.crop = crop
    sampler = PictureSampler(kernel: kernel)
    self.canvas = Picture(width: canvas.width, height: canvas.height)
  }

  func picture(frame: Int) throws -> Picture {
    sampler.draw(try source.picture(frame: frame), view: view(frame: frame), into: canvas)
    return canvas
  }

  private func view(frame: Int) -> PictureSampler.View {
    let place = Double(max(0, min(motion.length - 1, motion.offset + frame)))
    let share = motion.length > 1 ? place / Double(motion.length - 1) : 0
    func between(_ field: KeyPath<UnitRectangle, Rational>) -> Double {
      let from = motion.from[keyPath: field].doubleValue
      return from + (motion.to[keyPath: field].doubleValue - from) * share
    }
    return PictureSampler.View(
      x: crop.x + between(\.x) * crop.width, y: crop.y + between(\.y) * crop.height,
      width: between(\.width) * crop.width, height: between(\.height) * crop.height)
  }
}

/// A part that plays a video file.
final class VideoPart: PartRenderer {
  private let reader: VideoReader
  private let play: PictureSource.Playback
  private let tick: Rational
  private let fitter: PictureFitter
  private let canvas: Picture
  private var shown: Int?

  init(reader: VideoReader, play: PictureSource.Playback, fit: Fit, canvas: Canvas, kernel: Kernel)
  {
    self.reader = reader
    self.play = play
    tick = Rational(1) / canvas.frameRate
    fitter = PictureFitter(width: canvas.width, height: canvas.height, fit: fit, kernel: kernel)
    self.canvas = Picture(width: canvas.width, height: canvas.height)
  }

  func picture(frame: Int) throws -> Picture {
    let number = reader.frameNumber(
      at: play.start + Rational(frame) * tick, tick: tick, end: play.end)
    if number != shown {
      try reader.draw(frame: number, with: fitter, into: canvas)
      shown = number
    }
    return canvas
  }
}
