public import BuildGraph
public import FilmVocabulary

/// How text looks. Lengths are fractions of the canvas's height, so that one style serves every
/// output size.
public struct TextStyle: Hashable, Codable, Sendable, FieldEncodable {
  /// The font of what has no other, by which lines are spaced.
  public var font: FontReference
  /// The size of the font.
  public var size: Rational
  public var color: Color
  public var outlineColor: Color
  /// Width of the outline.
  public var outline: Rational
  public var shadow: Shadow?
  /// A box behind the text; `nil` for none.
  public var box: TextBox?
  /// Distance from the upper and lower edges of the canvas.
  public var margin: Rational
  /// Distance from the left and right edges of the canvas.
  public var sideMargin: Rational
  public var alignment: TextAlignment
  /// The distance of lines as a multiple of the font's own.
  public var lineSpacing: Rational
  /// Added between letters, as a fraction of the font's size.
  public var letterSpacing: Rational
  /// The language as a BCP 47 tag, for line breaks; empty where the text does not depend on it.
  public var language: String

  /// What text throws behind itself, as if it stood before the picture.
  public struct Shadow: Hashable, Codable, Sendable, FieldEncodable {
    public var color: Color
    /// How far it lies to the right and below.
    public var offset: Rational

    public init(color: Color, offset: Rational) {
      self.color = color
      self.offset = offset
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("color", color)
      encoder.field("offset", offset)
    }
  }

  public init(
    font: FontReference, size: Rational, color: Color, outlineColor: Color = .black,
    outline: Rational = .zero, shadow: Shadow? = nil, box: TextBox? = nil, margin: Rational,
    sideMargin: Rational? = nil, alignment: TextAlignment = .center,
    lineSpacing: Rational = Rational(1), letterSpacing: Rational = .zero, language: String = ""
  ) {
    self.font = font
    self.size = size
    self.color = color
    self.outlineColor = outlineColor
    self.outline = outline
    self.shadow = shadow
    self.box = box
    self.margin = margin
    self.sideMargin = sideMargin ?? margin
    self.alignment = alignment
    self.lineSpacing = lineSpacing
    self.letterSpacing = letterSpacing
    self.language = language
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("font", font)
    encoder.field("size", size)
    encoder.field("color", color)
    encoder.field("outlineColor", outlineColor)
    encoder.field("outline", outline)
    encoder.field("shadow", shadow)
    encoder.field("box", box)
    encoder.field("margin", margin)
    encoder.field("sideMargin", sideMargin)
    encoder.field("alignment", alignment)
    encoder.field("lineSpacing", lineSpacing)
    encoder.field("letterSpacing", letterSpacing)
    encoder.field("language", language)
  }
}
