/// Lays a picture over others at any place, odd ones too, and at any size.
///
/// Keeps what it has worked out while the picture stays the same. Not for several threads.
public final class PlacedLayer {
  private var picture: Picture?
  private var part = PixelRectangle(x: 0, y: 0, width: 0, height: 0)
  private var shifted: [Int: Picture] = [:]
  private var framed: Picture?
  private var scaled: Picture?
  private let sampler = PictureSampler(kernel: .bilinear)

  /// Transparent pixels around a picture that is scaled, so that its edges stay soft.
  private static let frame = 4

  public init() {}

  /// Takes a premultiplied picture; one without alpha is opaque.
  ///
  /// - Parameters:
  ///   - part: The only part that is not fully transparent, with an even origin; `nil` if it may
  ///     be all of it.
  ///   - isChanged: Whether it differs from the one before, which may be the same object.
  public func set(_ picture: Picture, part: PixelRectangle? = nil, isChanged: Bool) {
    let part = part ?? PixelRectangle(x: 0, y: 0, width: picture.width, height: picture.height)
    guard isChanged || picture !== self.picture || part != self.part else { return }
    self.picture = picture
    self.part = part
    shifted = [:]
    framed = nil
  }

  /// The part that was set, in pixels of the picture.
  public var content: PixelRectangle { part }

  /// - Parameters:
  ///   - x: Where the left edge of the part lies on the canvas, in pixels.
  ///   - y: Where its top edge lies.
  ///   - opacity: 0…256.
  public func draw(onto canvas: Picture, x: Int, y: Int, opacity: Int) {
    guard let picture else { return }
    if x & 1 == 0, y & 1 == 0 {
      canvas.composite(picture, x: x - part.x, y: y - part.y, opacity: opacity, part: part)
      return
    }
    let key = (x & 1) | (y & 1) << 1
    let moved =
      shifted[key] ?? picture.shifted(right: x & 1 == 1, down: y & 1 == 1, part: part)
    shifted[key] = moved
    canvas.composite(moved, x: x - (x & 1), y: y - (y & 1), opacity: opacity)
  }

  /// Draws the part smaller, around the middle of where ``draw(onto:x:y:opacity:)`` puts it.
  ///
  /// - Parameter scale: In 1/65536, greater than 0 and at most 65536.
  public func draw(onto canvas: Picture, x: Int, y: Int, scale: Int, opacity: Int) {
    guard scale < 65536 else { return draw(onto: canvas, x: x, y: y, opacity: opacity) }
    guard scale > 0 else { return }
    let source = framedPicture()
    // Half a pixel of what is drawn may be needed on each side; the origin must be even.
    let share = Double(scale) / 65536
    let width = Double(part.width) * share
    let height = Double(part.height) * share
    let left = Double(x) + (Double(part.width) - width) / 2
    let top = Double(y) + (Double(part.height) - height) / 2
    func even(_ value: Double) -> Int { Int(value.rounded(.down)) & ~1 }
    let (originX, originY) = (even(left - 2), even(top - 2))
    let targetWidth = (Int((left + width).rounded(.up)) + 2 - originX + 1) & ~1
    let targetHeight = (Int((top + height).rounded(.up)) + 2 - originY + 1) & ~1
    let target: Picture
    if let scaled, scaled.width == targetWidth, scaled.height == targetHeight {
      target = scaled
    } else {
      target = Picture(width: targetWidth, height: targetHeight, hasAlpha: true)
      scaled = target
    }
    sampler.draw(
      source,
      view: .init(
        x: (Double(originX) - left) / share + Double(Self.frame),
        y: (Double(originY) - top) / share + Double(Self.frame),
        width: Double(targetWidth) / share, height: Double(targetHeight) / share),
      into: target)
    canvas.composite(target, x: originX, y: originY, opacity: opacity)
  }

  /// The part with a transparent frame around it.
  private func framedPicture() -> Picture {
    if let framed { return framed }
    let result = Picture(
      width: part.width + 2 * Self.frame, height: part.height + 2 * Self.frame, hasAlpha: true)
    result.clear()
    if let picture {
      result.composite(
        picture, x: Self.frame - part.x, y: Self.frame - part.y, opacity: 256, part: part)
    }
    framed = result
    return result
  }
}
