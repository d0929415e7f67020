public import FilmVocabulary

/// The words of an overlay and how they look.
public struct OverlayText: Hashable, Sendable {
  public var text: Located<String>
  /// The font's family; `nil` for the subtitles' font.
  public var font: Located<String>?
  /// The size of the font as a fraction of the frame's height.
  public var size: Rational
  public var color: Color
  /// The colour of a box behind the words; `nil` for none.
  public var box: Color?
}
