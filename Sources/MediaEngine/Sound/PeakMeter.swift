internal import Glibc

/// Finds how high a sound rises between its samples.
///
/// The sound is oversampled by a windowed sinc; where the oversampled curve has a summit, a
/// parabola through three of its points tells how high the summit is. Every value is a function
/// of ``radius`` samples on both sides and of nothing else.
struct PeakMeter {
  /// Samples on both sides of one that its peak depends on.
  static let radius = 17

  /// Samples on both sides that the interpolating filter takes.
  private static let half = 16
  private static let taps = 2 * half
  /// The Kaiser window's parameter: even to 0.01 dB up to 21 kHz.
  private static let sharpness = 6.0
  /// Samples that are computed side by side.
  private static let lanes = 8

  private let factor: Int
  /// The filters of the phases between two samples: `factor - 1` times ``taps`` numbers.
  private let filters: [Float]
  /// A sound whose samples stay below 1 has no peak above this.
  private let bound: Float

  /// - Parameter factor: How many points are looked at for each sample, at least 1.
  init(factor: Int) {
    precondition(factor >= 1)
    self.factor = factor
    var filters: [Float] = []
    var bound: Float = 1
    for phase in 1..<max(1, factor) {
      let filter = Self.filter(delay: Double(phase) / Double(factor))
      bound = max(bound, filter.reduce(0) { $0 + abs($1) })
      filters += filter
    }
    self.filters = filters
    // The parabola rises at most a quarter above its highest point.
    self.bound = bound * 1.25
  }

  /// A sinc shifted by part of a sample, in a Kaiser window.
  private static func filter(delay: Double) -> [Float] {
    let values = (0..<taps).map { tap -> Double in
      let x = Double(tap - half + 1) - delay
      let place = x / Double(half)
      return sin(.pi * x) / (.pi * x) * bessel(sharpness * max(0, 1 - place * place).squareRoot())
    }
    let sum = values.reduce(0, +)
    return values.map { Float($0 / sum) }
  }

  /// The modified Bessel function of the first kind, order 0, by its series.
  private static func bessel(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for index in 1..<40 {
      term *= (x / 2) * (x / 2) / Double(index * index)
      sum += term
    }
    return sum
  }

  /// The highest peaks of blocks of a sound.
  ///
  /// - Parameters:
  ///   - channel: ``radius`` samples, then `peaks.count` blocks, then ``overhang`` samples.
  ///   - block: Samples of a block, a multiple of 8.
  ///   - floor: Peaks up to this value may be given as 0.
  ///   - peaks: Raised to each block's peak: the greatest magnitude from a sample before the
  ///     block's first to a sample after its last.
  func measure(
    _ channel: UnsafePointer<Float>, block: Int, floor: Float,
    peaks: UnsafeMutableBufferPointer<Float>
  ) {
    let points = (block + 2) * factor
    let rows = (block + 2 + Self.lanes - 1) / Self.lanes * Self.lanes
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * factor) { curve in
      for index in peaks.indices {
        let first = channel + Self.radius + index * block - 1
        var highest: Float = 0
        for place in -Self.half..<block + 2 + Self.half {
          highest = max(highest, abs(first[place]))
        }
        guard highest * bound > floor else { continue }
        fill(curve, first, rows: rows)
        peaks[index] = max(peaks[index], peak(curve, count: points, floor: floor))
      }
    }
  }

  /// Computes the oversampled curve: point `n * factor + phase` lies `phase / factor` after
  /// sample `n`.
  private func fill(
    _ curve: UnsafeMutableBufferPointer<Float>, _ first: UnsafePointer<Float>, rows: Int
  ) {
    filters.withUnsafeBufferPointer { filters in
      for row in stride(from: 0, to: rows, by: Self.lanes) {
        for lane in 0..<Self.lanes { curve[(row + lane) * factor] = first[row + lane] }
        let source = UnsafeRawPointer(first + row - Self.half + 1)
        for phase in 1..<factor {
          let filter = filters.baseAddress! + (phase - 1) * Self.taps
          var sum = SIMD8<Float>()
          for tap in 0..<Self.taps {
            sum += filter[tap] * (source + 4 * tap).loadUnaligned(as: SIMD8<Float>.self)
          }
          for lane in 0..<Self.lanes { curve[(row + lane) * factor + phase] = sum[lane] }
        }
      }
    }
  }

  private func peak(
    _ curve: UnsafeMutableBufferPointer<Float>, count: Int, floor: Float
  ) -> Float {
    // A summit's parabola is at most 1.25 times as high as its middle point.
    let interesting = floor / 1.25
    var result: Float = 0
    for place in 1..<count - 1 {
      let middle = abs(curve[place])
      guard middle > interesting else { continue }
      result = max(result, middle)
      let sign: Float = curve[place] < 0 ? -1 : 1
      let before = sign * curve[place - 1]
      let after = sign * curve[place + 1]
      guard middle >= abs(before), middle >= abs(after) else { continue }
      let curvature = 2 * middle - before - after
      guard curvature > 0 else { continue }
      let slope = after - before
      result = max(result, middle + slope * slope / (8 * curvature))
    }
    return result
  }
}
