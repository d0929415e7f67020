internal import CFreeType

/// A glyph that is a picture: premultiplied red, green, blue, alpha.
struct GlyphPicture {
  var width: Int
  var height: Int
  var pixels: [UInt8]
  /// From the glyph's origin to the left edge, and up to the top edge, in its own pixels.
  var left: Int
  var top: Int
  /// The font's size at which it has these pixels, in 1/64 pixel.
  var size: Int

  /// - Returns: `nil` for a glyph without pixels.
  init?(_ bitmap: FT_Bitmap, left: Int, top: Int, size: Int) {
    (width, height) = (Int(bitmap.width), Int(bitmap.rows))
    guard width > 0, height > 0, let buffer = bitmap.buffer else { return nil }
    (self.left, self.top, self.size) = (left, top, size)
    pixels = []
    pixels.reserveCapacity(width * height * 4)
    for row in 0..<height {
      let line = buffer + row * Int(bitmap.pitch)
      for column in 0..<width {
        let pixel = line + 4 * column
        pixels += [pixel[2], pixel[1], pixel[0], pixel[3]]
      }
    }
  }

  /// The picture at another size: each new pixel is the mean of what it covers, or lies between
  /// its neighbours where the picture grows. In integers, so that it is the same everywhere.
  func scaled(width newWidth: Int, height newHeight: Int) -> [UInt8] {
    let columns = Self.weights(from: width, to: newWidth)
    let rows = Self.weights(from: height, to: newHeight)
    var middle = [UInt16](repeating: 0, count: newWidth * height * 4)
    for y in 0..<height {
      for (x, column) in columns.enumerated() {
        for channel in 0..<4 {
          var sum = 0
          for (index, weight) in column.weights.enumerated() {
            sum += weight * Int(pixels[(y * width + column.first + index) * 4 + channel])
          }
          middle[(y * newWidth + x) * 4 + channel] = UInt16((sum + 128) >> 8)
        }
      }
    }
    var result = [UInt8](repeating: 0, count: newWidth * newHeight * 4)
    for (y, row) in rows.enumerated() {
      for x in 0..<newWidth * 4 {
        var sum = 0
        for (index, weight) in row.weights.enumerated() {
          sum += weight * Int(middle[(row.first + index) * newWidth * 4 + x])
        }
        result[y * newWidth * 4 + x] = UInt8(min((sum + (1 << 23)) >> 24, 255))
      }
    }
    return result
  }

  /// For each new pixel the first old one that it is made of, and weights that sum to 65536.
  private static func weights(from old: Int, to new: Int) -> [(first: Int, weights: [Int])] {
    (0..<new).map { place in
      let one = 65_536
      // The new pixel's span in 1/65536 of an old one, never narrower than one.
      let centre = (2 * place + 1) * old * one / (2 * new)
      let half = max(old * one / (2 * new), one / 2)
      let (from, to) = (centre - half, centre + half)
      let first = max(from >> 16, 0)
      let last = min((to - 1) >> 16, old - 1)
      var weights = (first...max(first, last)).map { min(to, ($0 + 1) << 16) - max(from, $0 << 16) }
      if first == 0, from < 0 { weights[0] += -from }
      let over = to - (old << 16)
      if over > 0 { weights[weights.count - 1] += over }
      let total = weights.reduce(0, +)
      weights = weights.map { $0 * one / total }
      weights[weights.count / 2] += one - weights.reduce(0, +)
      return (first, weights)
    }
  }
}
