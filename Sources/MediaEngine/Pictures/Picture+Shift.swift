extension Picture {
  /// The same picture one pixel to the right, lower, or both, with an alpha plane and nothing in
  /// the column and the row that come to stand before it.
  ///
  /// Pixels then share their colour differences with other neighbours: each new sample is the mean
  /// of what its pixels had, by their alpha, so that no colour shows beside an edge.
  ///
  /// - Parameter part: The only part that is not fully transparent, with an even origin; the rest
  ///   need not be looked at. `nil` for all of it.
  func shifted(right: Bool, down: Bool, part: PixelRectangle? = nil) -> Picture {
    let part = part ?? PixelRectangle(x: 0, y: 0, width: width, height: height)
    let (dx, dy) = (right ? 1 : 0, down ? 1 : 0)
    let result = Picture(width: part.width + dx, height: part.height + dy, hasAlpha: true)
    result.clear()
    for row in 0..<part.height {
      let target = result.luma.row(row + dy) + dx
      let source = luma.row(part.y + row) + part.x
      for x in 0..<part.width { target[x] = source[x] }
      let cover = result.alpha!.row(row + dy) + dx
      if let alpha {
        let source = alpha.row(part.y + row) + part.x
        for x in 0..<part.width { cover[x] = source[x] }
      } else {
        for x in 0..<part.width { cover[x] = 255 }
      }
    }
    for row in 0..<result.blue.height {
      for x in 0..<result.blue.width {
        shiftSample(into: result, x: x, row: row, dx: dx, dy: dy, part: part)
      }
    }
    return result
  }

  @inline(__always)
  private func shiftSample(
    into result: Picture, x: Int, row: Int, dx: Int, dy: Int, part: PixelRectangle
  ) {
    var (blueSum, redSum, count): (Int32, Int32, Int32) = (0, 0, 0)
    for newY in (2 * row)..<min(2 * row + 2, result.height) {
      for newX in (2 * x)..<min(2 * x + 2, result.width) {
        count &+= 1
        let (oldX, oldY) = (newX - dx, newY - dy)
        guard oldX >= 0, oldY >= 0 else { continue }
        let (column, line) = ((part.x + oldX) >> 1, (part.y + oldY) >> 1)
        let blue = (Int32(self.blue.row(line)[column]) &- 128) &* 256
        let red = (Int32(self.red.row(line)[column]) &- 128) &* 256
        guard let alpha else {
          blueSum &+= blue
          redSum &+= red
          continue
        }
        let own = Int32(alpha.row(part.y + oldY)[part.x + oldX])
        let (sum, pixels) = blockAlpha(alpha, column, line)
        guard own > 0, sum > 0 else { continue }
        blueSum &+= blue &* own &* pixels / sum
        redSum &+= red &* own &* pixels / sum
      }
    }
    func rounded(_ sum: Int32) -> UInt8 {
      let scale = 256 &* count
      return clamp8(128 &+ (sum &+ (sum < 0 ? -scale / 2 : scale / 2)) / scale)
    }
    result.blue.row(row)[x] = rounded(blueSum)
    result.red.row(row)[x] = rounded(redSum)
  }

  /// The alpha of the pixels that share a sample, and their number.
  @inline(__always)
  private func blockAlpha(_ alpha: Plane, _ column: Int, _ line: Int) -> (Int32, Int32) {
    var (sum, count): (Int32, Int32) = (0, 0)
    for y in (2 * line)..<min(2 * line + 2, height) {
      for x in (2 * column)..<min(2 * column + 2, width) {
        sum &+= Int32(alpha.row(y)[x])
        count &+= 1
      }
    }
    return (sum, count)
  }
}
