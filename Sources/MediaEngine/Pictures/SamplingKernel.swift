/// Weights for the pixels around a place, for each of 1024 places between two pixels.
final class SamplingKernel {
  static let phaseBits = 10
  /// The sum of the weights of one phase.
  static let unity = 1 << 14

  /// Pixels that contribute.
  let taps: Int
  /// Weights from one phase to the next: `taps`, and zeros up to 4 or a multiple of 8, for
  /// vectors.
  let stride: Int
  /// `stride` weights for each phase. The first belongs to the pixel `taps / 2 − 1` before the
  /// place's own.
  let weights: [Int16]

  /// - Parameter reduction: How many source pixels make one; up to 1.2, the picture is sharp
  ///   enough without widening the kernel.
  init(_ kernel: Kernel, reduction: Double) {
    let support: Double =
      switch kernel {
      case .bilinear: 1
      case .bicubic: 2
      case .lanczos: 3
      }
    // A whole number of 16ths, so that a zoom does not need new weights for every frame.
    let width = reduction > 1.2 ? (reduction * 16).rounded(.up) / 16 : 1
    let taps = 2 * Int((support * width).rounded(.up))
    self.taps = taps
    stride = taps <= 4 ? 4 : (taps + 7) / 8 * 8
    var weights: [Int16] = []
    weights.reserveCapacity(stride << Self.phaseBits)
    for phase in 0..<(1 << Self.phaseBits) {
      let offset = Double(phase) / Double(1 << Self.phaseBits)
      let exact = (0..<taps).map { tap in
        Self.value(kernel, (Double(tap - taps / 2 + 1) - offset) / width)
      }
      let sum = exact.reduce(0, +)
      var rounded = exact.map { Int(($0 / sum * Double(Self.unity)).rounded()) }
      // What rounding has left over goes to the nearest pixel.
      rounded[taps / 2 - 1 + (offset < 0.5 ? 0 : 1)] += Self.unity - rounded.reduce(0, +)
      weights.append(contentsOf: rounded.map { Int16($0) })
      weights.append(contentsOf: repeatElement(0, count: stride - taps))
    }
    self.weights = weights
  }

  private static func value(_ kernel: Kernel, _ x: Double) -> Double {
    let x = abs(x)
    switch kernel {
    case .bilinear:
      return max(0, 1 - x)
    case .bicubic:
      // Catmull-Rom.
      if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    case .lanczos:
      if x == 0 { return 1 }
      guard x < 3 else { return 0 }
      let angle = .pi * x
      return 3 * ExactMath.sine(angle) * ExactMath.sine(angle / 3) / (angle * angle)
    }
  }
}
