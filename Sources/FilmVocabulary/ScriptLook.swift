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
  public var isItalic: Bool
  public var lineHeight: Rational
  /// Added between letters, but for those that join.
  public var letterSpacing: Rational
  public var color: Color
  public var outlineColor: Color
  public var outline: Rational
  /// What the letters throw behind themselves; `nil` for nothing.
  public var shadow: Shadow?
  /// What stands behind the words; `nil` for nothing.
  public var box: TextBox?
  /// How the word that is spoken is shown; `nil` for as all others.
  public var highlight: Highlight?
  /// Distance from the upper and lower edges.
  public var margin: Rational
  /// Distance from the left and right edges.
  public var sideMargin: Rational
  public var anchor: Anchor

  public struct Shadow: Hashable, Codable, Sendable {
    public var color: Color
    /// How far it lies to the right and below.
    public var offset: Rational

    public init(color: Color, offset: Rational) {
      self.color = color
      self.offset = offset
    }
  }

  public struct Highlight: Hashable, Codable, Sendable {
    public var color: Color
    /// Whether the colour is that of a box behind the word rather than of its letters.
    public var isBox: Bool

    public init(color: Color, isBox: Bool) {
      self.color = color
      self.isBox = isBox
    }
  }

  public init(
    width: Int, height: Int, font: String, isBold: Bool, isItalic: Bool = false,
    lineHeight: Rational, letterSpacing: Rational = .zero, color: Color, outlineColor: Color,
    outline: Rational, shadow: Shadow? = nil, box: TextBox? = nil, highlight: Highlight? = nil,
    margin: Rational, sideMargin: Rational? = nil, anchor: Anchor
  ) {
    self.width = width
    self.height = height
    self.font = font
    self.isBold = isBold
    self.isItalic = isItalic
    self.lineHeight = lineHeight
    self.letterSpacing = letterSpacing
    self.color = color
    self.outlineColor = outlineColor
    self.outline = outline
    self.shadow = shadow
    self.box = box
    self.highlight = highlight
    self.margin = margin
    self.sideMargin = sideMargin ?? margin
    self.anchor = anchor
  }

  /// Whether the box is an event of its own below the letters. One style has either a box or a
  /// shadow, a box of lines takes the outline's place, and nothing comes between a box and its words.
  public var partsBox: Bool {
    guard let box else { return false }
    return shadow != nil || highlight?.isBox == true
      || (box.isPerLine && box.color.alpha == 255 && outline > .zero)
  }

  /// Whether a player cannot be left to keep apart what shows at the same time: libass does not
  /// look at texts whose colours change, nor do layers heed each other.
  public var needsPlaces: Bool { highlight != nil || partsBox }
}
