/// How the captions of a script look, for players that show its styles. Lengths are fractions of
/// the height.
public struct ScriptLook: Hashable, Codable, Sendable {
  /// Pixels.
  public var width: Int
  /// Pixels.
  public var height: Int
  /// The font's family.
  public var font: String
  public var isBold: Bool
  public var lineHeight: Rational
  public var color: Color
  public var outlineColor: Color
  public var outline: Rational
  /// What stands behind the words; `nil` for nothing.
  public var box: TextBox?
  public var margin: Rational
  public var anchor: Anchor

  public init(
    width: Int, height: Int, font: String, isBold: Bool, lineHeight: Rational, color: Color,
    outlineColor: Color, outline: Rational, box: TextBox? = nil, margin: Rational, anchor: Anchor
  ) {
    self.width = width
    self.height = height
    self.font = font
    self.isBold = isBold
    self.lineHeight = lineHeight
    self.color = color
    self.outlineColor = outlineColor
    self.outline = outline
    self.box = box
    self.margin = margin
    self.anchor = anchor
  }
}
