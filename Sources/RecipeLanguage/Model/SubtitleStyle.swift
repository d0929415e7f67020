public import FilmVocabulary

/// How burned subtitles look.
public struct SubtitleStyle: Hashable, Sendable {
  public enum Position: String, Hashable, Sendable, CaseIterable {
    case bottom, top, center
  }

  public enum Highlight: String, Hashable, Sendable, CaseIterable {
    case none
    /// The word that is spoken is coloured.
    case word
  }

  /// The font's family.
  public var font: Located<String>?
  /// The size of the font as a fraction of the frame's height.
  public var size: Rational = SubtitleStyle.defaultSize
  public var color: Color = .white
  public var outlineColor: Color = .black
  /// The outline's width as a fraction of the font's size.
  public var outline: Rational = SubtitleStyle.defaultOutline
  public var position: Position = .bottom
  public var highlight: Highlight = .none
  public var highlightColor: Color = SubtitleStyle.defaultHighlightColor
  public var isBold = false
  /// The distance from the frame's edge as a fraction of its height.
  public var margin: Rational = SubtitleStyle.defaultMargin
  /// Letters in a line; `nil` for as many as fit.
  public var maxLineLength: Int?
  public var maxLines = 2

  /// The family that is used where a recipe names none.
  public static let defaultFont = "Noto Sans"
  static let defaultSize = Rational(5, 100)
  static let defaultOutline = Rational(6, 100)
  static let defaultMargin = Rational(6, 100)
  static let defaultHighlightColor = Color(red: 0xFF, green: 0xD4, blue: 0x00)
}
