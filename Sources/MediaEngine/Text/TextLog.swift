/// The characters without a glyph, of which libass tells in its log only.
final class TextLog {
  private(set) var missingCharacters: [Unicode.Scalar] = []

  func clear() { missingCharacters = [] }

  func receive(level: Int32, line: String) {
    // Level 4 is libass's "information"; what is chattier says nothing of this.
    guard level <= 4, line.contains("failed to find any fallback"),
      let scalar = Self.scalar(in: line), !Self.isInvisible(scalar),
      !missingCharacters.contains(scalar)
    else { return }
    missingCharacters.append(scalar)
  }

  /// The character that a line names in hexadecimal.
  private static func scalar(in line: String) -> Unicode.Scalar? {
    guard let range = line.firstRange(of: "lyph 0x") else { return nil }
    let digits = line[range.upperBound...].prefix { $0.isHexDigit }
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }

  /// Characters that show nothing in any font need no glyph. libass asks for character 0 when it
  /// wants any font of a family.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isDefaultIgnorableCodePoint || scalar.value < 32
  }
}
