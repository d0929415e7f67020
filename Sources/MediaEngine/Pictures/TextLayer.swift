internal import FilmVocabulary

/// Text ready to be laid over pictures: drawn once, used until it changes.
public final class TextLayer {
  private let layer: Picture
  /// Where the layer is not transparent; `nil` if it is so everywhere.
  private var covered: PixelRectangle?

  /// - Parameters:
  ///   - width: Of the pictures, in pixels; even.
  ///   - height: Even.
  public init(width: Int, height: Int) {
    layer = Picture(width: width, height: height, hasAlpha: true)
    clear(PixelRectangle(x: 0, y: 0, width: width, height: height))
  }

  /// Whether there is nothing to be seen.
  public var isEmpty: Bool { covered == nil }

  /// The text as a premultiplied picture of the whole layer, and the part of it that is not
  /// transparent; valid until the text is replaced. `nil` where there is nothing to be seen.
  public var content: (picture: Picture, part: PixelRectangle)? { covered.map { (layer, $0) } }

  /// Replaces the text by others, the first at the bottom.
  public func set(_ bitmaps: [TextBitmap]) {
    if let covered { clear(covered) }
    covered = nil
    for bitmap in bitmaps { add(bitmap) }
  }

  /// Lays the text over a picture of the layer's size.
  public func draw(onto picture: Picture) {
    guard let covered else { return }
    picture.composite(layer, x: 0, y: 0, opacity: 256, part: covered)
  }

  private func clear(_ part: PixelRectangle) {
    let view = layer.part(part)
    view.luma.fill(16)
    view.blue.fill(128)
    view.red.fill(128)
    layer.alpha?.part(x: part.x, y: part.y, width: part.width, height: part.height).fill(0)
  }

  private func add(_ bitmap: TextBitmap) {
    let left = max(0, bitmap.x)
    let top = max(0, bitmap.y)
    let right = min(layer.width, bitmap.x + bitmap.width)
    let bottom = min(layer.height, bitmap.y + bitmap.height)
    guard left < right, top < bottom, bitmap.color.alpha > 0, let alpha = layer.alpha else {
      return
    }
    let color = VideoColor(bitmap.color)
    let opacity = Int32(color.alpha)
    bitmap.pixels.withUnsafeBufferPointer { pixels in
      func coverage(_ x: Int, _ y: Int) -> Int32 {
        Int32(pixels[(y - bitmap.y) * bitmap.stride + x - bitmap.x])
      }
      for y in top..<bottom {
        let lumaRow = layer.luma.row(y)
        let alphaRow = alpha.row(y)
        for x in left..<right {
          let weight = (coverage(x, y) * opacity + 127) / 255
          if weight == 0 { continue }
          mix(&lumaRow[x], with: color.luma, weight: weight)
          mix(&alphaRow[x], with: 255, weight: weight)
        }
      }
      for y in (top / 2)...((bottom - 1) / 2) {
        let blueRow = layer.blue.row(y)
        let redRow = layer.red.row(y)
        for x in (left / 2)...((right - 1) / 2) {
          var sum: Int32 = 0
          for row in max(top, 2 * y)..<min(bottom, 2 * y + 2) {
            for column in max(left, 2 * x)..<min(right, 2 * x + 2) { sum += coverage(column, row) }
          }
          let weight = (sum * opacity + 510) / 1020
          if weight == 0 { continue }
          mix(&blueRow[x], with: color.blue, weight: weight)
          mix(&redRow[x], with: color.red, weight: weight)
        }
      }
    }
    cover(left, top, right, bottom)
  }

  /// Enlarges what is covered, to even edges.
  private func cover(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
    var (x, y, endX, endY) = (left & ~1, top & ~1, (right + 1) & ~1, (bottom + 1) & ~1)
    if let covered {
      x = min(x, covered.x)
      y = min(y, covered.y)
      endX = max(endX, covered.x + covered.width)
      endY = max(endY, covered.y + covered.height)
    }
    covered = PixelRectangle(x: x, y: y, width: endX - x, height: endY - y)
  }
}

/// value + (color − value) · weight / 255: right for premultiplied values too, whatever stands
/// for no light.
@inline(__always)
private func mix(_ value: inout UInt8, with color: UInt8, weight: Int32) {
  let product = (Int32(color) &- Int32(value)) &* weight
  value = UInt8(
    truncatingIfNeeded: Int32(value) &+ (product &+ (product < 0 ? -127 : 127)) / 255)
}
