internal import FilmVocabulary

/// Reads decimal numbers exactly, without floating point.
enum DecimalText {
  /// Digits before the point that are read, and those behind it that count: with these, every sum
  /// and product that a recipe can ask for fits 64 bits.
  static let wholeDigits = 7
  static let fractionDigits = 6

  /// The number that `text` is: `12`, `-0.25`, `.5`. No exponent, no separators. What programs
  /// print with more decimals is rounded, a half away from zero.
  ///
  /// - Returns: `nil` if it is no number, or one with too many digits before the point.
  static func rational(_ text: Substring.UTF8View) -> Rational? {
    var digits = text[...]
    var sign = 1
    if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      digits = digits.dropFirst()
    }
    var (numerator, denominator) = (0, 1)
    var (whole, fraction) = (0, 0)
    var hasPoint = false
    for byte in digits {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      if hasPoint {
        fraction += 1
        guard fraction <= fractionDigits else {
          if fraction == fractionDigits + 1, byte >= 0x35 { numerator += 1 }
          continue
        }
        denominator *= 10
      } else {
        whole += 1
        guard whole <= wholeDigits else { return nil }
      }
      numerator = numerator * 10 + Int(byte - 0x30)
    }
    guard whole + fraction > 0 else { return nil }
    return Rational(sign * numerator, denominator)
  }

  static func rational(_ text: String) -> Rational? { rational(text[...].utf8) }

  /// A whole number without a sign, of at most nine digits.
  static func integer(_ text: Substring.UTF8View) -> Int? {
    guard !text.isEmpty, text.count <= 9 else { return nil }
    var value = 0
    for byte in text {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  static func integer(_ text: String) -> Int? { integer(text[...].utf8) }
}
