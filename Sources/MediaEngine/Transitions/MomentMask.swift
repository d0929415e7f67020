/// The moments of a ``MomentField`` for pictures of one size, and the pictures that they blend.
final class MomentMask {
  private let width: Int
  private let height: Int
  /// In units of which `unit` are the time that a pixel takes to change.
  private let moments: [UInt16]
  /// Whether all rows are like the first one, the only one that ``moments`` then holds.
  private let isSameInAllRows: Bool
  /// The smallest and the largest moment of each pair of rows.
  private var bounds: [(least: UInt16, most: UInt16)] = []
  /// A power of two; 0 if pixels change at once.
  private let unit: Int
  /// Units in the whole transition.
  private let length: Double

  init(_ field: MomentField, width: Int, height: Int) {
    self.width = width
    self.height = height
    if field.softness > 0 {
      var unit = 8192
      while Double(unit) / field.softness > 65535 { unit /= 2 }
      self.unit = unit
      length = Double(unit) / field.softness
    } else {
      unit = 0
      length = 65535
    }
    let length = length
    func stored(_ moment: Double) -> UInt16 { UInt16((max(0, min(1, moment)) * length).rounded()) }
    func u(_ x: Int) -> Double { (Double(x) + 0.5) / Double(width) }
    func v(_ y: Int) -> Double { (Double(y) + 0.5) / Double(height) }
    if case .columns(let moment) = field.moments {
      isSameInAllRows = true
      moments = (0..<width).map { stored(moment(u($0))) }
    } else {
      isSameInAllRows = false
      moments = [UInt16](unsafeUninitializedCapacity: width * height) { buffer, count in
        for y in 0..<height {
          let line = UnsafeMutableBufferPointer(rebasing: buffer[y * width..<(y + 1) * width])
          switch field.moments {
          case .columns: break
          case .rows(let moment): line.initialize(repeating: stored(moment(v(y))))
          case .pixels(let moment):
            for x in 0..<width { line.initializeElement(at: x, to: stored(moment(u(x), v(y)))) }
          case .numbered(let moment):
            for x in 0..<width { line.initializeElement(at: x, to: stored(moment(x, y))) }
          }
        }
        count = width * height
      }
      bounds = (0..<height / 2).map { pair in
        let lines = moments[2 * pair * width..<2 * (pair + 1) * width]
        return (lines.min()!, lines.max()!)
      }
    }
  }

  /// - Parameter share: How much of the transition is over, from 0 to 1.
  func draw(from first: Picture, to second: Picture, share: Double, into target: Picture) {
    let now = UInt16(max(0, min(65535, (share * length).rounded())))
    // A row's weights twice, and those of its chroma.
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 3 * width) { memory in
      let weights = memory.baseAddress!
      let chromaWeights = weights + 2 * width
      moments.withUnsafeBufferPointer { moments in
        if isSameInAllRows {
          weigh(moments.baseAddress!, now, into: weights, count: width)
          (weights + width).update(from: weights, count: width)
          BlendRows.average(weights: weights, width: width, into: chromaWeights)
        }
        for pair in 0..<(height / 2) {
          if !isSameInAllRows {
            if copyEvenRows(pair, from: first, to: second, now: now, into: target) { continue }
            let lines = moments.baseAddress! + 2 * pair * width
            weigh(lines, now, into: weights, count: 2 * width)
            BlendRows.average(weights: weights, width: width, into: chromaWeights)
          }
          for half in 0..<2 {
            let row = 2 * pair + half
            BlendRows.mix(
              first.luma.row(row), second.luma.row(row), weights: weights + half * width,
              into: target.luma.row(row), count: width)
          }
          for (first, second, target) in [
            (first.blue, second.blue, target.blue), (first.red, second.red, target.red),
          ] {
            BlendRows.mix(
              first.row(pair), second.row(pair), weights: chromaWeights, into: target.row(pair),
              count: width / 2)
          }
        }
      }
    }
  }

  /// Copies two rows if they show one of the pictures only.
  private func copyEvenRows(
    _ pair: Int, from first: Picture, to second: Picture, now: UInt16, into target: Picture
  ) -> Bool {
    let bounds = bounds[pair]
    let source: Picture
    if now <= bounds.least {
      source = first
    } else if Int(now) >= Int(bounds.most) + max(unit, 1) {
      source = second
    } else {
      return false
    }
    for row in [2 * pair, 2 * pair + 1] {
      target.luma.row(row).update(from: source.luma.row(row), count: width)
    }
    target.blue.row(pair).update(from: source.blue.row(pair), count: width / 2)
    target.red.row(pair).update(from: source.red.row(pair), count: width / 2)
    return true
  }

  /// The second picture's weight at each moment.
  private func weigh(
    _ moments: UnsafePointer<UInt16>, _ now: UInt16, into weights: UnsafeMutablePointer<UInt16>,
    count: Int
  ) {
    guard unit > 0 else {
      for x in 0..<count { weights[x] = moments[x] < now ? 256 : 0 }
      return
    }
    let most = UInt16(unit - 1)
    let shift = UInt16((65536 / unit).trailingZeroBitCount)
    for x in 0..<count {
      let moment = moments[x]
      let age = min(now > moment ? now &- moment : 0, most) &<< shift
      // 3·t² − 2·t³ as t² · (3 − 2·t), the factors in 1/65536 and 1/16384.
      let square = (UInt32(age) &* UInt32(age)) >> 16
      let curve = (square &* UInt32(49152 &- age >> 1)) >> 16
      weights[x] = UInt16(truncatingIfNeeded: (curve &+ 32) >> 6)
    }
  }
}
