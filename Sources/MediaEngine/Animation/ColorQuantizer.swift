/// Draws pictures in the colours of a palette, with an ordered dither.
///
/// The dither's pattern stands still, so that what does not move in a film does not move in the
/// GIF either: error diffusion, which looks finer in a single picture, crawls.
struct ColorQuantizer {
  private let palette: [PixelColor]
  /// For each colour in 64 × 64 × 64 cells, the nearest entry plus one; 0 while not looked for.
  private var nearest = [UInt16](repeating: 0, count: 1 << 18)

  /// How far a pixel may be moved by the dither, to both sides.
  private static let amplitude = 10

  init(palette: [PixelColor]) {
    precondition(!palette.isEmpty && palette.count <= 256)
    self.palette = palette
  }

  /// The palette's entries for all pixels, row by row.
  mutating func indices(of picture: Picture) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: picture.width * picture.height)
    let palette = palette
    nearest.withUnsafeMutableBufferPointer { nearest in
      result.withUnsafeMutableBufferPointer { result in
        picture.forEachColor { x, y, color in
          let shift = Self.pattern[(y & 7) << 3 | x & 7]
          let red = Int(PixelColor.clipped(Int(color.red) + shift))
          let green = Int(PixelColor.clipped(Int(color.green) + shift))
          let blue = Int(PixelColor.clipped(Int(color.blue) + shift))
          let cell = (red >> 2) << 12 | (green >> 2) << 6 | blue >> 2
          if nearest[cell] == 0 {
            nearest[cell] = UInt16(1 + Self.nearest(red | 2, green | 2, blue | 2, in: palette))
          }
          result[y * picture.width + x] = UInt8(nearest[cell] - 1)
        }
      }
    }
    return result
  }

  /// By squared distance, in which the eye's sense for each primary counts.
  private static func nearest(
    _ red: Int, _ green: Int, _ blue: Int, in palette: [PixelColor]
  ) -> Int {
    var best = 0
    var least = Int.max
    for (index, color) in palette.enumerated() {
      let r = Int(color.red) - red
      let g = Int(color.green) - green
      let b = Int(color.blue) - blue
      let distance = 3 * r * r + 6 * g * g + 2 * b * b
      if distance < least {
        least = distance
        best = index
      }
    }
    return best
  }

  /// Bayer's matrix of 8 × 8, centred on 0.
  private static let pattern: [Int] = (0..<64).map { place in
    let (x, y) = (place & 7, place >> 3)
    var value = 0
    for bit in 0..<3 {
      let (a, b) = (x >> bit & 1, y >> bit & 1)
      value |= ((a ^ b) << 1 | b) << (2 * (2 - bit))
    }
    return (2 * value - 63) * amplitude / 64
  }
}
