public import FilmVocabulary

/// How burned subtitles look.
public struct SubtitleStyle: Hashable, Sendable {
  public enum Highlight: String, Hashable, Sendable, CaseIterable {
    case none
    /// The word that is spoken is coloured.
    case word
    /// A coloured box stands behind the word that is spoken.
    case box
  }

  public var look = TextLook()
  /// The size of the font as a fraction of the frame's height.
  public var size: Rational = SubtitleStyle.defaultSize
  public var color: Color = .white
  public var position = Anchor.bottom
  public var highlight: Highlight = .none
  public var highlightColor: Color = SubtitleStyle.defaultHighlightColor
  /// The distance from the frame's upper or lower edge as a fraction of its height.
  public var margin: Rational = SubtitleStyle.defaultMargin
  /// The distance from the frame's left and right edges as a fraction of its height; `nil` for
  /// ``margin``.
  public var sideMargin: Rational?
  /// The share of the frame's width and height that stays free at each edge, whatever the margins.
  public var safeArea = Rational.zero
  /// Letters in a line; `nil` for as many as fit.
  public var maxLineLength: Int?
  public var maxLines = 2

  /// The family that is used where a recipe names none.
  public static let defaultFont = "Noto Sans"
  static let defaultSize = Rational(5, 100)
  /// The outline's width as a fraction of the font's size.
  public static let defaultOutline = Rational(6, 100)
  static let defaultMargin = Rational(6, 100)
  static let defaultHighlightColor = Color(red: 0xFF, green: 0xD4, blue: 0x00)
}
