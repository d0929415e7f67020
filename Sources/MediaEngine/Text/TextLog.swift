/// What libass says while it draws, as far as it tells of missing fonts and glyphs.
///
/// libass draws on without a word to its caller when a font or a glyph is missing; its log is the
/// only place where that shows.
final class TextLog {
  private(set) var missingCharacters: [Unicode.Scalar] = []
  private(set) var missingFamilies: [String] = []
  private(set) var lastLine = ""

  func clear() {
    missingCharacters = []
    missingFamilies = []
    lastLine = ""
  }

  func receive(level: Int32, line: String) {
    // Level 4 is libass's "information"; what is chattier says nothing of this.
    guard level <= 4 else { return }
    lastLine = line
    guard line.contains("failed to find any fallback") else { return }
    // It asks for character 0 when it wants any font of a family.
    guard let scalar = Self.scalar(in: line), scalar.value != 0 else {
      if let family = Self.family(in: line), !missingFamilies.contains(family) {
        missingFamilies.append(family)
      }
      return
    }
    if !Self.isInvisible(scalar), !missingCharacters.contains(scalar) {
      missingCharacters.append(scalar)
    }
  }

  /// The character that a line names in hexadecimal.
  private static func scalar(in line: String) -> Unicode.Scalar? {
    guard let range = line.firstRange(of: "lyph 0x") else { return nil }
    let digits = line[range.upperBound...].prefix { $0.isHexDigit }
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }

  /// The family in a line's first parentheses.
  private static func family(in line: String) -> String? {
    guard let open = line.firstIndex(of: "(") else { return nil }
    return String(line[line.index(after: open)...].prefix { $0 != "," })
  }

  /// Characters that show nothing in any font need no glyph.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.value < 32
  }
}
