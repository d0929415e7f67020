public import FilmVocabulary

/// How a block of text looks. Lengths are in 1/64 pixel, at the size that was asked for: where a
/// text is set smaller to fit, they shrink with it.
public struct TextBlockStyle: Hashable, Sendable {
  public enum Alignment: Hashable, Sendable { case left, center, right }

  public struct Shadow: Hashable, Sendable {
    public var color: Color
    /// How far it lies to the right and below.
    public var offset: Int

    public init(color: Color, offset: Int) {
      self.color = color
      self.offset = offset
    }
  }

  public struct Box: Hashable, Sendable {
    public var color: Color
    /// How far it reaches past the text.
    public var padding: Int
    /// Whether each line has a box of its own, as wide as the line.
    public var isPerLine: Bool

    public init(color: Color, padding: Int, isPerLine: Bool) {
      self.color = color
      self.padding = padding
      self.isPerLine = isPerLine
    }
  }

  public var color: Color
  public var outlineColor: Color
  public var outline: Int
  public var shadow: Shadow?
  public var box: Box?
  public var alignment: Alignment
  /// The distance of lines, in thousandths of the font's own.
  public var lineSpacing: Int
  /// Added behind each letter, in thousandths of the font's size.
  public var letterSpacing: Int

  public init(
    color: Color = .white, outlineColor: Color = .black, outline: Int = 0, shadow: Shadow? = nil,
    box: Box? = nil, alignment: Alignment = .center, lineSpacing: Int = 1000,
    letterSpacing: Int = 0
  ) {
    self.color = color
    self.outlineColor = outlineColor
    self.outline = outline
    self.shadow = shadow
    self.box = box
    self.alignment = alignment
    self.lineSpacing = lineSpacing
    self.letterSpacing = letterSpacing
  }
}
