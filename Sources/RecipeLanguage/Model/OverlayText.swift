public import FilmVocabulary

/// The words of an overlay and how they look.
public struct OverlayText: Hashable, Sendable {
  public var text: Located<String>
  /// Without a font of its own it has the subtitles'.
  public var look: TextLook
  /// The size of the font as a fraction of the frame's height.
  public var size: Rational
  public var color: Color
}
