import FilmVocabulary

/// Writes texts and colours so that a script's reader takes them literally.
enum ScriptText {
  /// A text whose every character shows as itself; line feeds break lines.
  ///
  /// A word joiner, which is invisible and has no width, parts a backslash from the letter with
  /// which it would be a command.
  static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{", "}":
        result.append("\\")
        result.append(scalar)
      case "\\":
        result.append("\\")
        result.append("\u{2060}")
      case "\n" where previous == "\r":
        break
      case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{0B}", "\u{0C}":
        result.append(contentsOf: "\\N".unicodeScalars)
      default:
        result.append(scalar.value < 32 || scalar.value == 127 ? " " : scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// `&HAABBGGRR`, alpha inverted, as a style writes a colour.
  static func style(_ color: Color, opacity: Rational = Rational(1)) -> String {
    "&H" + hex(transparency(color, opacity)) + hex(color.blue) + hex(color.green) + hex(color.red)
  }

  /// The override that gives what follows its fill colour.
  static func fill(_ color: Color) -> String {
    let rgb = hex(color.blue) + hex(color.green) + hex(color.red)
    return "{\\1c&H\(rgb)&\\1a&H\(hex(transparency(color, Rational(1))))&}"
  }

  /// The override that brings letters from one markup to another; empty for none. Colours are not
  /// in it.
  ///
  /// - Parameter isBold: Whether the style is bold by itself.
  static func faces(from old: TextMarkup, to new: TextMarkup, isBold: Bool) -> String {
    var tags = ""
    if old.isBold != new.isBold { tags += new.isBold || isBold ? "\\b1" : "\\b0" }
    if old.isItalic != new.isItalic { tags += new.isItalic ? "\\i1" : "\\i0" }
    if old.isUnderlined != new.isUnderlined { tags += new.isUnderlined ? "\\u1" : "\\u0" }
    if old.isStruck != new.isStruck { tags += new.isStruck ? "\\s1" : "\\s0" }
    return tags.isEmpty ? "" : "{" + tags + "}"
  }

  private static func transparency(_ color: Color, _ opacity: Rational) -> UInt8 {
    let alpha = (Rational(Int(color.alpha)) * opacity).rounded
    return UInt8(255 - min(255, max(0, alpha)))
  }

  private static func hex(_ value: UInt8) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
