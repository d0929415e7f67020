/// The room that a block of text has.
public struct TextLimits: Hashable, Sendable {
  /// Pixels.
  public var width: Int
  /// Pixels.
  public var height: Int
  /// Lines, as long as that needs no letters of less than five eighths of their size; `nil` for as
  /// many as there is room for.
  public var lines: Int?
  /// A BCP 47 tag; where a line may break depends on the language in a few scripts.
  public var language: String

  public init(width: Int, height: Int, lines: Int? = nil, language: String = "") {
    self.width = width
    self.height = height
    self.lines = lines
    self.language = language
  }
}
