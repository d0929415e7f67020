public import FilmVocabulary

extension Picture {
  /// Fills the picture with one colour. A translucent colour shows before black unless the
  /// picture has an alpha plane.
  public func fill(_ color: Color) {
    let color = VideoColor(color)
    let weight = Int(color.alpha)
    func premultiplied(_ value: UInt8, _ zero: Int) -> UInt8 {
      UInt8(zero + ((Int(value) - zero) * weight + (Int(value) >= zero ? 127 : -127)) / 255)
    }
    luma.fill(premultiplied(color.luma, 16))
    blue.fill(premultiplied(color.blue, 128))
    red.fill(premultiplied(color.red, 128))
    alpha?.fill(color.alpha)
  }

  /// Makes the picture black and, if it has an alpha plane, fully transparent.
  public func clear() {
    luma.fill(16)
    blue.fill(128)
    red.fill(128)
    alpha?.fill(0)
  }

  /// Fills the picture with a linear gradient.
  ///
  /// The gradient line runs through the middle, and the first and the last colour lie in
  /// opposite corners, as in CSS. Between 8-bit steps an ordered pattern of 8 × 8 mixes both
  /// neighbours, so that no bands show; it is the same every time. Alpha is ignored.
  ///
  /// - Parameters:
  ///   - colors: At least one, at equal distances.
  ///   - degrees: 0 runs from the top to the bottom, 90 from the left to the right.
  public func fill(gradient colors: [Color], degrees: Int) {
    precondition(!colors.isEmpty)
    let stops = colors.map(VideoColor.components)
    let angle = Double(degrees) * .pi / 180
    let (dx, dy) = (ExactMath.sine(angle), ExactMath.cosine(angle))
    let length = Double(width) * abs(dx) + Double(height) * abs(dy)
    let line = GradientLine(
      x: dx / length, y: dy / length,
      offset: 0.5 - (dx * Double(width) + dy * Double(height)) / 2 / length)
    let tableLuma = GradientTable(stops.map(\.luma))
    luma.fill(tableLuma, along: line, x: 0.5, y: 0.5, step: 1)
    blue.fill(GradientTable(stops.map(\.blue)), along: line, x: 0.5, y: 1, step: 2)
    red.fill(GradientTable(stops.map(\.red)), along: line, x: 0.5, y: 1, step: 2)
    alpha?.fill(255)
  }
}

/// The place of a pixel along a gradient, 0…1, as a linear function of its own place.
private struct GradientLine {
  var x: Double
  var y: Double
  var offset: Double
}

/// A component along a gradient, in 1/65536.
private struct GradientTable {
  static let bits = 14
  let values: [Int32]

  init(_ stops: [Double]) {
    let count = 1 << Self.bits
    values = (0...count).map { index in
      let place = Double(index) / Double(count) * Double(stops.count - 1)
      let lower = min(Int(place), max(stops.count - 2, 0))
      let upper = min(lower + 1, stops.count - 1)
      let share = place - Double(lower)
      return Int32(((stops[lower] * (1 - share) + stops[upper] * share) * 65536).rounded())
    }
  }
}

extension Picture.Plane {
  /// - Parameters:
  ///   - x: The place of the first column's samples, in luma pixels.
  ///   - y: The place of the first row's samples.
  ///   - step: Luma pixels from one sample to the next.
  fileprivate func fill(
    _ table: GradientTable, along line: GradientLine, x: Double, y: Double, step: Double
  ) {
    let one = Double(1 << 32)
    let advance = Int64((line.x * step * one).rounded())
    table.values.withUnsafeBufferPointer { values in
      for row in 0..<height {
        let target = self.row(row)
        let first = line.offset + line.x * x + line.y * (y + Double(row) * step)
        var place = Int64((first * one).rounded())
        for column in 0..<width {
          let index = max(0, min(1 << 32, place)) >> (32 - Int64(GradientTable.bits))
          let threshold = Int32(orderedThresholds[(row & 7) * 8 + (column & 7)]) * 1024 + 512
          target[column] = clamp8((values[Int(index)] &+ threshold) >> 16)
          place &+= advance
        }
      }
    }
  }
}

/// The 8 × 8 pattern of thresholds 0…63 in which each step is as far from its neighbours as it
/// can be: the bits of row and column, reversed and interleaved.
private let orderedThresholds: [UInt8] = (0..<64).map { index in
  let (row, column) = (index >> 3, index & 7)
  let mixed = row ^ column
  var value = 0
  for bit in 0..<3 {
    value |= (mixed >> bit & 1) << (5 - 2 * bit)
    value |= (row >> bit & 1) << (4 - 2 * bit)
  }
  return UInt8(value)
}
