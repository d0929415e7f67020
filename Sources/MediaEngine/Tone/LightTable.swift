/// A function of light as a table: 256 values for each doubling, so that its steps are equally
/// small for little light and for much.
///
/// `@unchecked Sendable`: the memory is written by the initialiser only.
final class LightTable: @unchecked Sendable {
  /// The least light that has a value of its own is 2 to this power.
  private let lowest: Int
  private let last: Int32
  private let base: Int32
  private let values: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - lowest: Less light than 2 to this power is taken for it.
  ///   - highest: More light than 2 to this power is taken for it.
  init(lowest: Int, highest: Int, _ function: (Double) -> Double) {
    self.lowest = lowest
    let count = (highest - lowest) * 256
    last = Int32(count - 1)
    base = Int32(127 + lowest) << 8
    values = .allocate(capacity: count)
    for index in 0..<count {
      // In the middle of a step.
      let significand = 1 + (Double(index % 256) + 0.5) / 256
      values[index] = Float(
        function(Double(sign: .plus, exponent: lowest + index / 256, significand: significand)))
    }
  }

  deinit { values.deallocate() }

  /// The value for an amount of light; what is negative is taken for the least.
  @inline(__always)
  func callAsFunction(_ light: Float) -> Float {
    // Of a positive float's bits, the upper 17 are its exponent and the top of its significand.
    let index = Int32(bitPattern: light.bitPattern) >> 15 &- base
    return values[Int(max(0, min(last, index)))]
  }
}
