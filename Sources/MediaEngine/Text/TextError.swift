/// Why a text could not be drawn.
public struct TextError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable {
    /// A font file cannot be read or is none.
    case invalidFont = "invalid-font"
    /// No font file holds the family that a script names.
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
