/// Why a text could not be drawn.
public struct TextError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// A font file cannot be read or is none.
    case invalidFont = "invalid-font"
    /// A text asks for a font that it was not given.
    case missingFont = "missing-font"
    /// The named font has no picture of a character.
    case missingGlyphs = "missing-glyphs"
    /// The script itself cannot be read.
    case invalidScript = "invalid-script"
    /// The renderer could not be made.
    case outOfMemory = "out-of-memory"
  }

  public var code: Code
  /// One sentence: what happened, to which font or text, and what to do.
  public var message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension TextError: CustomStringConvertible {
  public var description: String { message }
}

extension TextError {
  /// Names the first few characters that a font lacks, with their code points.
  init(missing scalars: [Unicode.Scalar], font: FontSource? = nil) {
    let names = scalars.prefix(8).map { scalar in
      let hex = String(scalar.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      return "“\(Character(scalar))” (U+\(digits))"
    }
    let more = scalars.count > 8 ? " and more" : ""
    let file = font.map { " \($0.path.split(separator: "/").last ?? "")" } ?? ""
    self.init(
      .missingGlyphs,
      "the font\(file) has no glyph for \(names.joined(separator: ", "))\(more); "
        + "choose a font that has")
  }
}
