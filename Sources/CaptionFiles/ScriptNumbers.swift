internal import FilmVocabulary

/// Numbers as scripts write them.
enum ScriptNumbers {
  /// Hundredths of a second from milliseconds: scripts have no finer times.
  static func hundredths(_ milliseconds: Int) -> Int { (max(0, milliseconds) + 5) / 10 }

  static func time(_ milliseconds: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let time = hundredths(milliseconds)
    return "\(time / 360_000):\(two(time / 6000 % 60)):\(two(time / 100 % 60)).\(two(time % 100))"
  }

  static func pixels(_ value: Rational) -> String {
    let hundredths = (value * Rational(100)).rounded
    let (whole, fraction) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    return fraction == 0
      ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
  }

  /// Blue, green, red.
  static func color(_ color: Color) -> String {
    "&H" + [color.blue, color.green, color.red].map(byte).joined()
  }

  /// 0 for what is opaque.
  static func alpha(_ color: Color) -> String { "&H" + byte(255 - color.alpha) }

  /// As styles have them.
  static func full(_ color: Color) -> String { alpha(color) + Self.color(color).dropFirst(2) }

  private static func byte(_ value: UInt8) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
