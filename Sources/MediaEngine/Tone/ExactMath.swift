/// Powers by nothing but the four operations, which every processor rounds alike: the C library's
/// `pow` may differ in its last bit from one version or processor to the next.
enum ExactMath {
  /// x to the power of y, for x ≥ 0, to about 13 digits.
  static func power(_ x: Double, _ y: Double) -> Double {
    guard x > 0 else { return 0 }
    return exponential(y * logarithm(x))
  }

  /// The natural logarithm, for x > 0.
  static func logarithm(_ x: Double) -> Double {
    var exponent = Int(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // ln m = 2 · artanh((m − 1) / (m + 1)), whose series is short for m near 1.
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 25, through: 1, by: -2) { sum = sum * square + 1 / Double(odd) }
    return 2 * ratio * sum + Double(exponent) * 0.6931471805599453
  }

  static func exponential(_ x: Double) -> Double {
    let doublings = (x * 1.4426950408889634).rounded()
    guard doublings > -1000 else { return 0 }
    let rest = x - doublings * 0.6931471805599453
    var sum = 1.0
    for term in stride(from: 16, through: 1, by: -1) { sum = 1 + sum * rest / Double(term) }
    return sum * Double(sign: .plus, exponent: Int(min(doublings, 1000)), significand: 1)
  }
}
