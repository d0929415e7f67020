public import FilmVocabulary

/// Text that is set in lines: what comes one after another, each piece in one font.
public struct TextParagraph: Sendable {
  /// Pieces in logical order. Line feeds in them break lines.
  public var spans: [Span]
  /// The font whose height lines have at least.
  public var strut: FontSource
  /// The size of the font, in 1/64 pixel.
  public var size: Int

  public struct Span: Sendable {
    public var text: String
    public var font: FontSource
    /// `nil` for the block's colour.
    public var color: Color?
    /// The number of the word that it belongs to; pieces of a word are coloured together.
    public var word: Int
    /// Whether the line should break behind it, if the lines then fit.
    public var endsLine: Bool
    public var isUnderlined = false
    public var isStruck = false

    public init(
      text: String, font: FontSource, color: Color? = nil, word: Int = 0, endsLine: Bool = false
    ) {
      self.text = text
      self.font = font
      self.color = color
      self.word = word
      self.endsLine = endsLine
    }
  }

  public init(spans: [Span], strut: FontSource, size: Int) {
    self.spans = spans
    self.strut = strut
    self.size = size
  }
}
