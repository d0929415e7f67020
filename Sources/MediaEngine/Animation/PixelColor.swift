/// A colour as a GIF holds it: full-range RGB, 8 bits each.
struct PixelColor: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// From limited-range BT.709, in 1/256 of a step.
  @inline(__always)
  init(luma: UInt8, blueDifference: UInt8, redDifference: UInt8) {
    let light = 298 * (Int(luma) - 16) + 128
    let u = Int(blueDifference) - 128
    let v = Int(redDifference) - 128
    red = Self.clipped((light + 459 * v) >> 8)
    green = Self.clipped((light - 55 * u - 136 * v) >> 8)
    blue = Self.clipped((light + 541 * u) >> 8)
  }

  @inline(__always)
  static func clipped(_ value: Int) -> UInt8 { UInt8(truncatingIfNeeded: min(max(value, 0), 255)) }
}

extension Picture {
  /// Hands over the colour of every pixel, row by row. A chroma sample counts for its whole
  /// square of four pixels.
  @inline(__always)
  func forEachColor(_ body: (_ x: Int, _ y: Int, PixelColor) -> Void) {
    for y in 0..<height {
      let (luma, u, v) = (self.luma.row(y), blue.row(y / 2), red.row(y / 2))
      for x in 0..<width {
        body(
          x, y, PixelColor(luma: luma[x], blueDifference: u[x / 2], redDifference: v[x / 2]))
      }
    }
  }
}
