public import FilmVocabulary

/// How letters look, in words that subtitles, titles and overlays share. Lengths are fractions of
/// the font's size.
public struct TextLook: Hashable, Sendable {
  public enum BoxShape: String, Hashable, Sendable, CaseIterable {
    /// One box behind all lines.
    case block
    /// A box behind each line, as wide as the line.
    case lines
  }

  /// Families in the order in which they are tried; empty for the default.
  public var fonts: [Located<String>] = []
  /// `nil` for what is usual: titles are bold.
  public var isBold: Bool?
  public var isItalic = false
  public var isUppercase = false
  /// The outline's width; `nil` for what is usual.
  public var outline: Rational?
  public var outlineColor = Color.black
  /// How far the shadow lies to the right and below; 0 for none.
  public var shadow = Rational.zero
  public var shadowColor = TextLook.defaultShadowColor
  /// The colour of a box behind the words; `nil` for none.
  public var box: Color?
  public var boxPadding = TextLook.defaultBoxPadding
  public var boxShape = BoxShape.block
  /// `nil` for the side at which the text stands.
  public var alignment: TextAlignment?
  /// As a multiple of the font's own distance of lines.
  public var lineSpacing = Rational(1)
  public var letterSpacing = Rational.zero

  public init() {}

  static let defaultShadowColor = Color(red: 0, green: 0, blue: 0, alpha: 0xA0)
  static let defaultBoxPadding = Rational(25, 100)
}
