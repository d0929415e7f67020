internal import FilmVocabulary

/// A rectangle in pixels.
public struct PixelRectangle: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// Which part of a picture is shown on which part of a canvas.
struct FitGeometry {
  /// The part of the upright picture that shows, in fractions of its size.
  var crop: (x: Double, y: Double, width: Double, height: Double)
  /// Where it shows, in pixels of the canvas; even numbers, so that chroma keeps its place.
  var target: PixelRectangle

  /// - Parameters:
  ///   - size: The upright picture with square pixels; only its shape counts.
  ///   - fit: `blur` is its foreground, which is that of `contain`.
  ///   - part: The part of the picture that is fitted.
  ///   - focus: The point of that part which `cover` brings to the middle as far as it can.
  init(
    size whole: (width: Int, height: Int), canvas: (width: Int, height: Int), fit: Fit,
    crop part: UnitRectangle = .full, focus: UnitPoint = .center
  ) {
    crop = (
      part.x.doubleValue, part.y.doubleValue, part.width.doubleValue, part.height.doubleValue
    )
    target = PixelRectangle(x: 0, y: 0, width: canvas.width, height: canvas.height)
    let size = (
      width: Double(whole.width) * crop.width, height: Double(whole.height) * crop.height
    )
    let shape = (width: Double(canvas.width), height: Double(canvas.height))
    // The picture is wider than the canvas if this is positive.
    let wide = size.width * shape.height - size.height * shape.width
    switch fit {
    case .stretch: break
    case .cover:
      func start(_ focus: Rational, _ share: Double) -> Double {
        max(0, min(1 - share, focus.doubleValue - share / 2))
      }
      if wide > 0 {
        let share = size.height * shape.width / (shape.height * size.width)
        crop.x += start(focus.x, share) * crop.width
        crop.width *= share
      } else if wide < 0 {
        let share = size.width * shape.height / (shape.width * size.height)
        crop.y += start(focus.y, share) * crop.height
        crop.height *= share
      }
    case .contain, .blur:
      func even(_ value: Double) -> Int { max(2, Int((value / 2).rounded()) * 2) }
      if wide > 0 {
        let height = even(shape.width * size.height / size.width)
        target.height = min(height, canvas.height)
        target.y = (canvas.height - target.height) / 4 * 2
      } else if wide < 0 {
        let width = even(shape.height * size.width / size.height)
        target.width = min(width, canvas.width)
        target.x = (canvas.width - target.width) / 4 * 2
      }
    }
  }

  /// The same for a picture that has yet to be turned: the crop is in the stored picture.
  func turned(by orientation: Orientation) -> FitGeometry {
    var result = self
    if orientation.mirrorsX { result.crop.x = 1 - crop.x - crop.width }
    if orientation.mirrorsY { result.crop.y = 1 - crop.y - crop.height }
    if orientation.swapsAxes {
      let upright = result.crop
      result.crop = (upright.y, upright.x, upright.height, upright.width)
    }
    return result
  }

  /// The cropped part in pixels of a picture of this size; `columns` and `rows` are the grid on
  /// which its edges may lie, 2 where chroma is shared by two pixels.
  func cropRectangle(
    width: Int, height: Int, columns: Int, rows: Int
  ) -> PixelRectangle {
    func span(_ start: Double, _ share: Double, _ size: Int, _ grid: Int) -> (Int, Int) {
      let length = min(size, max(1, Int((share * Double(size)).rounded())))
      let first = Int((start * Double(size)).rounded()) / grid * grid
      return (min(first, (size - length) / grid * grid), length)
    }
    let (x, cropWidth) = span(crop.x, crop.width, width, columns)
    let (y, cropHeight) = span(crop.y, crop.height, height, rows)
    return PixelRectangle(x: x, y: y, width: cropWidth, height: cropHeight)
  }
}
