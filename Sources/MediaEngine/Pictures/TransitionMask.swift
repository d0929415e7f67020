internal import FilmVocabulary

/// For transitions in which every pixel has its own moment: when that is, and how to blend then.
struct TransitionMask {
  /// The moment at which each pixel has changed, 0…65535, row by row.
  private let moments: [UInt16]
  private let width: Int
  private let height: Int
  /// How long a pixel takes to change, in the same units.
  private let softness: Int

  init(kind: TransitionKind, width: Int, height: Int) {
    self.width = width
    self.height = height
    var moments = [UInt16](repeating: 0, count: width * height)
    let radius = Double(width * width + height * height).squareRoot() / 2
    softness = kind == .dissolve ? 1 : max(1, Int(65536 * 6 / radius))
    moments.withUnsafeMutableBufferPointer { moments in
      for y in 0..<height {
        for x in 0..<width {
          if kind == .dissolve {
            moments[y * width + x] = Self.noise(x, y)
          } else {
            let dx = Double(2 * x + 1 - width) / 2
            let dy = Double(2 * y + 1 - height) / 2
            let place = UInt16((dx * dx + dy * dy).squareRoot() / radius * 65535)
            moments[y * width + x] = kind == .circleopen ? place : 65535 - place
          }
        }
      }
    }
    self.moments = moments
  }

  func draw(
    from first: Picture, to second: Picture, numerator: Int, denominator: Int,
    into target: Picture
  ) {
    // A pixel begins to change at its moment and has changed one softness later.
    let now = Int32((65536 + softness) * numerator / denominator)
    let gain = Int32(256 * 256 / softness)
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 2 * width) { weights in
      let weights = weights.baseAddress!
      moments.withUnsafeBufferPointer { moments in
        for pair in 0..<(height / 2) {
          let line = moments.baseAddress! + 2 * pair * width
          for x in 0..<(2 * width) {
            let age = max(0, min(Int32(softness), now &- Int32(line[x])))
            weights[x] = UInt16(truncatingIfNeeded: min(256, (age &* gain &+ 255) >> 8))
          }
          for half in 0..<2 {
            let row = 2 * pair + half
            blend(
              first.luma.row(row), second.luma.row(row), target.luma.row(row),
              weights + half * width, width)
          }
          for x in 0..<(width / 2) {
            let sum =
              weights[2 * x] &+ weights[2 * x + 1] &+ weights[width + 2 * x]
              &+ weights[width + 2 * x + 1]
            weights[x] = (sum &+ 2) >> 2
          }
          blend(
            first.blue.row(pair), second.blue.row(pair), target.blue.row(pair), weights, width / 2)
          blend(
            first.red.row(pair), second.red.row(pair), target.red.row(pair), weights, width / 2)
        }
      }
    }
  }

  private func blend(
    _ first: UnsafeMutablePointer<UInt8>, _ second: UnsafeMutablePointer<UInt8>,
    _ target: UnsafeMutablePointer<UInt8>, _ weights: UnsafeMutablePointer<UInt16>, _ count: Int
  ) {
    for x in 0..<count {
      let weight = weights[x]
      target[x] = UInt8(
        truncatingIfNeeded: (UInt16(first[x]) &* (256 &- weight) &+ UInt16(second[x]) &* weight
          &+ 128) >> 8)
    }
  }

  /// A number that looks random and depends on the place alone.
  private static func noise(_ x: Int, _ y: Int) -> UInt16 {
    var value =
      UInt32(truncatingIfNeeded: x) &* 0x9E37_79B1 ^ UInt32(truncatingIfNeeded: y) &* 0x85EB_CA77
    value = (value ^ value >> 15) &* 0x2C1B_3C6D
    value = (value ^ value >> 12) &* 0x297A_2D39
    return UInt16(truncatingIfNeeded: (value ^ value >> 15) >> 16)
  }
}
