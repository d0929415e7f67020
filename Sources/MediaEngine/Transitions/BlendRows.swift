/// Rows of bytes, blended. Weights are from 0, nothing of the second, to 256, nothing else.
enum BlendRows {
  typealias Row = UnsafeMutablePointer<UInt8>

  @inline(__always)
  static func average(_ first: UInt8, _ second: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (UInt16(first) &+ UInt16(second) &+ 1) >> 1)
  }

  static func average(_ first: Row, _ second: Row, into target: Row, count: Int) {
    for x in 0..<count { target[x] = average(first[x], second[x]) }
  }

  /// One weight for the whole row.
  static func mix(_ first: Row, _ second: Row, weight: Int, into target: Row, count: Int) {
    let weight = UInt16(weight)
    let keep = 256 &- weight
    for x in 0..<count {
      target[x] = UInt8(
        truncatingIfNeeded: (UInt16(first[x]) &* keep &+ UInt16(second[x]) &* weight &+ 128) >> 8)
    }
  }

  /// One weight for the whole row and each of two pictures; the rest is an even level.
  static func mix(
    _ first: Row, weight: Int, _ second: Row, weight secondWeight: Int, level: Int,
    into target: Row, count: Int
  ) {
    let (keep, take) = (UInt16(weight), UInt16(secondWeight))
    let add = UInt16(level * (256 - weight - secondWeight) + 128)
    for x in 0..<count {
      target[x] = UInt8(
        truncatingIfNeeded: (UInt16(first[x]) &* keep &+ UInt16(second[x]) &* take &+ add) >> 8)
    }
  }

  /// A weight for each pixel.
  static func mix(
    _ first: Row, _ second: Row, weights: UnsafeMutablePointer<UInt16>, into target: Row,
    count: Int
  ) {
    for x in 0..<count {
      let weight = weights[x]
      target[x] = UInt8(
        truncatingIfNeeded: (UInt16(first[x]) &* (256 &- weight) &+ UInt16(second[x]) &* weight
          &+ 128) >> 8)
    }
  }

  /// The mean of the four weights that share a chroma sample.
  ///
  /// - Parameters:
  ///   - weights: Two rows, one after the other.
  ///   - width: Of a row; even.
  static func average(
    weights: UnsafeMutablePointer<UInt16>, width: Int,
    into target: UnsafeMutablePointer<UInt16>
  ) {
    for x in 0..<(width / 2) {
      let sum =
        weights[2 * x] &+ weights[2 * x + 1] &+ weights[width + 2 * x]
        &+ weights[width + 2 * x + 1]
      target[x] = (sum &+ 2) >> 2
    }
  }
}

extension Picture {
  /// Corresponding planes of three pictures of one size.
  static func eachPlane(
    _ first: Picture, _ second: Picture, _ target: Picture,
    _ body: (_ first: Plane, _ second: Plane, _ target: Plane) -> Void
  ) {
    body(first.luma, second.luma, target.luma)
    body(first.blue, second.blue, target.blue)
    body(first.red, second.red, target.red)
  }

  /// Draws `first` and over it `second` with a weight of 0…256.
  func mix(_ first: Picture, _ second: Picture, weight: Int) {
    Self.eachPlane(first, second, self) { first, second, target in
      for row in 0..<target.height {
        BlendRows.mix(
          first.row(row), second.row(row), weight: weight, into: target.row(row),
          count: target.width)
      }
    }
  }
}
