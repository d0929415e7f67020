internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Draws the pictures of one part of a shot.
protocol PartRenderer: AnyObject {
  /// - Parameters:
  ///   - frame: From the part's first frame.
  ///   - canvas: All of it is drawn anew.
  func draw(frame: Int, into canvas: Picture) throws
}

/// Hands out pictures to draw with: those of an overlay, or those over which a camera moves.
///
/// A picture is valid until the next call and belongs to the renderer.
protocol PictureRenderer: PartRenderer {
  /// - Parameter frame: From the part's first frame.
  func picture(frame: Int) throws -> Picture
  /// Differs after a call from before it if the picture is another one.
  var version: Int { get }
}

extension PictureRenderer {
  func draw(frame: Int, into canvas: Picture) throws {
    canvas.copy(from: try picture(frame: frame))
  }
}

/// A part that shows the same picture all the time.
final class FixedPart: PictureRenderer {
  private let fixed: Picture
  let version = 1

  init(_ picture: Picture) { fixed = picture }

  func picture(frame: Int) -> Picture { fixed }
}

/// A camera that moves over pictures of any origin.
final class MovingPart: PartRenderer {
  private let source: any PictureRenderer
  private let motion: Motion
  private let crop: PictureSampler.View
  private let sampler: PictureSampler

  /// - Parameter crop: The part of the source's pictures that `motion` calls the whole canvas.
  init(
    source: any PictureRenderer, motion: Motion, crop: PictureSampler.View, kernel: Kernel
  ) {
    self.source = source
    self.motion = motion
    self.crop = crop
    sampler = PictureSampler(kernel: kernel)
  }

  func draw(frame: Int, into canvas: Picture) throws {
    sampler.draw(try source.picture(frame: frame), view: view(frame: frame), into: canvas)
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

/// A part before a background that shows through and beside it.
final class BackedPart: PictureRenderer {
  private let source: any PictureRenderer
  private let background: any PictureRenderer
  private var canvas: Picture?
  private var drawn: (source: Int, background: Int)?
  private(set) var version = 0

  /// - Parameters:
  ///   - source: Its pictures have alpha.
  ///   - background: Its pictures have the same size.
  init(source: any PictureRenderer, background: any PictureRenderer) {
    self.source = source
    self.background = background
  }

  func picture(frame: Int) throws -> Picture {
    let back = try background.picture(frame: frame)
    let front = try source.picture(frame: frame)
    let canvas = self.canvas ?? Picture(width: back.width, height: back.height)
    self.canvas = canvas
    let wanted = (source: source.version, background: background.version)
    if let drawn, drawn == wanted { return canvas }
    canvas.copy(from: back)
    canvas.composite(front, x: 0, y: 0, opacity: 256)
    drawn = wanted
    version += 1
    return canvas
  }
}
