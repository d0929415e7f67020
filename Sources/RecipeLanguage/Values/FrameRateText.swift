internal import FilmVocabulary

/// Reads frame rates.
enum FrameRateText {
  /// Reads `30`, `12.5`, `30000/1001`, and the usual short forms of the NTSC rates: `23.976`,
  /// `29.97`, `59.94` mean 24000/1001, 30000/1001 and 60000/1001.
  ///
  /// - Returns: `nil` if it is none of these or not from 1 to 120.
  static func rate(_ text: String) -> Rational? {
    switch text {
    case "23.976", "23.98": return Rational(24_000, 1_001)
    case "29.97": return Rational(30_000, 1_001)
    case "59.94": return Rational(60_000, 1_001)
    case "119.88": return Rational(120_000, 1_001)
    default: break
    }
    let value: Rational?
    if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) {
      guard let numerator = DecimalText.integer(text[..<slash].utf8),
        let denominator = DecimalText.integer(text[text.utf8.index(after: slash)...].utf8),
        numerator <= 1_000_000, (1...100_000).contains(denominator)
      else { return nil }
      value = Rational(numerator, denominator)
    } else {
      value = DecimalText.rational(text)
      // A finer rate is a rounded one; the exact one is a fraction.
      if let value, 1_000 % value.denominator != 0 { return nil }
    }
    guard let value, value >= Rational(1), value <= Rational(120) else { return nil }
    return value
  }
}
