public import FilmVocabulary

/// Rounds a picture's corners and draws a line along the inside of its edge.
public final class BoxShape {
  private let width: Int
  private let height: Int
  /// How much of each pixel lies within the corners; `nil` for sharp ones.
  private let cover: [UInt8]?
  /// The line, premultiplied; `nil` for none.
  private let line: Picture?

  /// Places along each side of a pixel at which its cover is measured.
  private static let steps = 8

  /// - Parameters:
  ///   - width: Of the pictures, in pixels.
  ///   - height: Pixels.
  ///   - radius: Of the corners' arcs, in pixels; at most half of the shorter side counts.
  ///   - border: The line's width in pixels and its colour.
  public init(width: Int, height: Int, radius: Int, border: (width: Int, color: Color)?) {
    self.width = width
    self.height = height
    let radius = min(radius, min(width, height) / 2)
    cover = radius > 0 ? Self.cover(width, height, inset: 0, radius: radius) : nil
    guard let border, border.width > 0 else {
      line = nil
      return
    }
    let inner = Self.cover(
      width, height, inset: border.width, radius: max(0, radius - border.width))
    let picture = Picture(width: width, height: height, hasAlpha: true)
    var color = border.color
    color.alpha = 255
    picture.fill(color)
    for y in 0..<height {
      let row = picture.alpha!.row(y)
      for x in 0..<width {
        let share = 255 - Int(inner[y * width + x])
        row[x] = UInt8((share * Int(border.color.alpha) + 127) / 255)
      }
    }
    picture.premultiply()
    line = picture
  }

  /// Changes a premultiplied picture in place.
  public func apply(to picture: Picture) {
    precondition(picture.width == width && picture.height == height)
    // The corners cut off the line as well.
    if let line { picture.composite(line, x: 0, y: 0, opacity: 256) }
    if let cover, let alpha = picture.alpha {
      picture.unpremultiply()
      for y in 0..<height {
        let row = alpha.row(y)
        for x in 0..<width {
          let share = Int(cover[y * width + x])
          if share < 255 { row[x] = UInt8((Int(row[x]) * share + 127) / 255) }
        }
      }
      picture.premultiply()
    }
  }

  /// The share of each pixel within a rounded rectangle, 0…255: counted, so that it is the same
  /// everywhere.
  private static func cover(_ width: Int, _ height: Int, inset: Int, radius: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: width * height)
    let (right, bottom) = (width - inset, height - inset)
    guard inset < right, inset < bottom else { return result }
    for y in inset..<bottom {
      for x in inset..<right { result[y * width + x] = 255 }
    }
    let unit = 2 * steps
    for y in 0..<radius {
      for x in 0..<radius {
        var count = 0
        for stepY in 0..<steps {
          for stepX in 0..<steps {
            // From the arc's middle, in 1/16 pixel.
            let dx = radius * unit - (x * unit + 2 * stepX + 1)
            let dy = radius * unit - (y * unit + 2 * stepY + 1)
            if dx * dx + dy * dy <= radius * unit * radius * unit { count += 1 }
          }
        }
        let value = UInt8((count * 255 + steps * steps / 2) / (steps * steps))
        for row in [inset + y, bottom - 1 - y] {
          result[row * width + inset + x] = value
          result[row * width + right - 1 - x] = value
        }
      }
    }
    return result
  }
}
