extension ExactMath {
  /// x to the power of y, for x ≥ 0, to about 12 digits.
  static func power(_ x: Double, _ y: Double) -> Double {
    guard x > 0 else { return 0 }
    let exponent = y * logarithm(x)
    // The series for the exponential function is exact near 0 only.
    let doublings = (exponent * 1.4426950408889634).rounded()
    guard doublings > -1000 else { return 0 }
    let rest = exponential(exponent - doublings * 0.6931471805599453)
    return rest * Double(sign: .plus, exponent: Int(min(doublings, 1000)), significand: 1)
  }
}
