/// An exact fraction, always in lowest terms with a positive denominator.
///
/// Times, frame rates and speeds are rationals throughout, so that no sum of durations ever
/// drifts from the frame grid. Arithmetic traps on overflow of 64 bits; the parser bounds its
/// numbers far below that.
public struct Rational: Hashable, Sendable, Codable, Comparable {
  public let numerator: Int
  public let denominator: Int

  /// - Precondition: `denominator` is not zero.
  public init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(denominator != 0, "a fraction with the denominator 0")
    let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int(divisor)
    self.denominator = sign * denominator / Int(divisor)
  }

  public static let zero = Rational(0)

  public var doubleValue: Double { Double(numerator) / Double(denominator) }
  public var isInteger: Bool { denominator == 1 }

  /// The largest integer that is not greater.
  public var floor: Int {
    let quotient = numerator / denominator
    return numerator % denominator < 0 ? quotient - 1 : quotient
  }

  /// The smallest integer that is not less.
  public var ceiling: Int { -(-self).floor }

  /// The nearest integer; halves go up.
  public var rounded: Int { (self + Rational(1, 2)).floor }

  public static func + (left: Rational, right: Rational) -> Rational {
    // Over the least common denominator, so that long sums stay small.
    let shared = Int(
      greatestCommonDivisor(left.denominator.magnitude, right.denominator.magnitude))
    let (first, second) = (left.denominator / shared, right.denominator / shared)
    return Rational(
      left.numerator * second + right.numerator * first, left.denominator * second)
  }

  public static func - (left: Rational, right: Rational) -> Rational { left + -right }

  public static prefix func - (value: Rational) -> Rational {
    Rational(-value.numerator, value.denominator)
  }

  public static func * (left: Rational, right: Rational) -> Rational {
    // Crosswise reduction keeps the products small.
    let first = Rational(left.numerator, right.denominator)
    let second = Rational(right.numerator, left.denominator)
    return Rational(
      first.numerator * second.numerator, first.denominator * second.denominator)
  }

  public static func / (left: Rational, right: Rational) -> Rational {
    left * Rational(right.denominator, right.numerator)
  }

  public static func < (left: Rational, right: Rational) -> Bool {
    let shared = Int(
      greatestCommonDivisor(left.denominator.magnitude, right.denominator.magnitude))
    return left.numerator * (right.denominator / shared)
      < right.numerator * (left.denominator / shared)
  }

  private static func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> UInt {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}

extension Rational: CustomStringConvertible {
  /// `3` for an integer, else `30000/1001`.
  public var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
