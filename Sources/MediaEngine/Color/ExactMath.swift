/// Powers from additions, multiplications and divisions alone: the C library's own functions
/// differ in the last bit between processors, and so might a table that is made with them.
enum ExactMath {
  /// - Parameter base: Greater than 0.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    exponential(exponent * logarithm(base))
  }

  /// The natural logarithm, right to about 15 digits.
  static func logarithm(_ value: Double) -> Double {
    let exponent = Double(value.exponent)
    // 1 ..< 2, brought to around 1.
    let mantissa = value.significand
    let isHigh = mantissa > 1.4142135623730951
    let near = isHigh ? mantissa / 2 : mantissa
    let ratio = (near - 1) / (near + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 41, by: 2) {
      sum += term / odd
      term *= square
    }
    return 2 * sum + (exponent + (isHigh ? 1 : 0)) * logarithmOf2
  }

  static func exponential(_ value: Double) -> Double {
    let doublings = (value / logarithmOf2).rounded()
    guard abs(doublings) < 1000 else { return value < 0 ? 0 : .greatestFiniteMagnitude }
    let rest = value - doublings * logarithmOf2
    var term = 1.0
    var sum = 1.0
    for step in 1...20 {
      term *= rest / Double(step)
      sum += term
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: sum)
  }

  private static let logarithmOf2 = 0.6931471805599453
}
