public import BuildGraph
public import FilmVocabulary

/// How text looks. Lengths are fractions of the canvas's height, so that one style serves every
/// output size.
public struct TextStyle: Hashable, Codable, Sendable, FieldEncodable {
  /// The family name, as the font files given with the role `font` call it.
  public var font: String
  public var bold: Bool
  /// Line height.
  public var size: Rational
  public var color: Color
  public var outlineColor: Color
  /// Width of the outline.
  public var outline: Rational
  /// A box behind the text; `nil` for none.
  public var box: Color?
  /// Distance from the edges of the canvas.
  public var margin: Rational

  public init(
    font: String, bold: Bool, size: Rational, color: Color, outlineColor: Color,
    outline: Rational, box: Color?, margin: Rational
  ) {
    self.font = font
    self.bold = bold
    self.size = size
    self.color = color
    self.outlineColor = outlineColor
    self.outline = outline
    self.box = box
    self.margin = margin
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("font", font)
    encoder.field("bold", bold)
    encoder.field("size", size)
    encoder.field("color", color)
    encoder.field("outlineColor", outlineColor)
    encoder.field("outline", outline)
    encoder.field("box", box)
    encoder.field("margin", margin)
  }
}
