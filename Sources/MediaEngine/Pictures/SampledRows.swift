internal import CPictureVectors

/// Weighs neighbouring rows of a plane and adds them up: the first half of sampling a picture.
///
/// The sums are 64 times as large as pixels, so that rounding them loses nothing that shows.
struct SampledRows {
  /// Bits by which sums are larger than pixels.
  static let extraBits = 6

  let usesVectors: Bool

  /// - Parameters:
  ///   - first: The first row that counts; outside the plane, its outermost rows repeat.
  ///   - phase: The place between two rows, of `1 << SamplingKernel.phaseBits`.
  ///   - columns: Those of the plane whose sums are wanted.
  func sum(
    _ source: Picture.Plane, first: Int, kernel: SamplingKernel, phase: Int, columns: Range<Int>,
    into target: UnsafeMutablePointer<Int16>
  ) {
    let taps = kernel.taps
    kernel.weights.withUnsafeBufferPointer { all in
      let weights = all.baseAddress! + phase * kernel.stride
      guard usesVectors && columns.count >= 32 else {
        return sum(
          source, taps: taps, first: first, weights: weights, columns: columns, into: target)
      }
      withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>?.self, capacity: taps) { rows in
        for tap in 0..<taps {
          let row = Self.row(of: source, first + tap, from: columns.lowerBound)
          rows.initializeElement(at: tap, to: row)
        }
        reel_filter_down(
          rows.baseAddress!, weights, taps, Self.middle(taps: taps), columns.count, target)
      }
    }
  }

  private static func row(
    of plane: Picture.Plane, _ index: Int, from column: Int
  ) -> UnsafePointer<UInt8> {
    UnsafePointer(plane.row(max(0, min(plane.height - 1, index))) + column)
  }

  /// What every sum begins with: half of the range that pixels are counted from, and what is lost
  /// on average by rounding down.
  private static func middle(taps: Int) -> Int16 { Int16((128 << extraBits) + taps / 2) }

  private func sum(
    _ source: Picture.Plane, taps: Int, first: Int, weights: UnsafePointer<Int16>,
    columns: Range<Int>, into target: UnsafeMutablePointer<Int16>
  ) {
    func row(_ tap: Int) -> UnsafePointer<UInt8> {
      Self.row(of: source, first + tap, from: columns.lowerBound)
    }
    let middle = Self.middle(taps: taps)
    let count = columns.count
    if taps == 6 {
      let (a, b, c, d, e, f) = (row(0), row(1), row(2), row(3), row(4), row(5))
      let (wa, wb, wc) = (weights[0], weights[1], weights[2])
      let (wd, we, wf) = (weights[3], weights[4], weights[5])
      for x in 0..<count {
        let first = Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb) &+ Self.weighed(c[x], wc)
        let second = Self.weighed(d[x], wd) &+ Self.weighed(e[x], we) &+ Self.weighed(f[x], wf)
        target[x] = first &+ second &+ middle
      }
      return
    }
    // Four at a time, also of two: weights have zeros behind them.
    for tap in stride(from: 0, to: taps, by: 4) {
      let (a, b, c, d) = (row(tap), row(tap + 1), row(tap + 2), row(tap + 3))
      let (wa, wb) = (weights[tap], weights[tap + 1])
      let (wc, wd) = (weights[tap + 2], weights[tap + 3])
      if tap == 0 {
        for x in 0..<count {
          target[x] =
            Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb) &+ Self.weighed(c[x], wc)
            &+ Self.weighed(d[x], wd) &+ middle
        }
      } else {
        for x in 0..<count {
          target[x] =
            target[x] &+ Self.weighed(a[x], wa) &+ Self.weighed(b[x], wb)
            &+ Self.weighed(c[x], wc) &+ Self.weighed(d[x], wd)
        }
      }
    }
  }

  /// A pixel's share of a sum, in 1/64: the upper half of a product of 16 bits, which processors
  /// compute for many pixels at once.
  ///
  /// The pixel counts from -128 on, so that it fits; and the share is rounded down, so that a sum of n
  /// of them is n/2 too small on average.
  @inline(__always)
  private static func weighed(_ pixel: UInt8, _ weight: Int16) -> Int16 {
    let centred = Int16(bitPattern: UInt16(pixel) &<< 8 ^ 0x8000)
    return Int16(truncatingIfNeeded: (Int32(centred) &* Int32(weight)) &>> 16)
  }
}
