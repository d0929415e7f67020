/// A box behind a text.
public struct TextBox: Hashable, Codable, Sendable {
  public var color: Color
  /// How far it reaches past the text to the left and right, as a fraction of the frame's height; half
  /// of it above and below.
  public var padding: Rational
  /// Whether each line has a box of its own.
  public var isPerLine: Bool

  public init(color: Color, padding: Rational, isPerLine: Bool) {
    self.color = color
    self.padding = padding
    self.isPerLine = isPerLine
  }
}
