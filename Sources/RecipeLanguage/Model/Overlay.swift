public import FilmVocabulary

/// A picture or a text that stands over a scene.
public struct Overlay: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    /// A picture; its width is a fraction of the frame's width.
    case image(MediaSource, width: Rational)
    case text(OverlayText)
  }

  public var mark: SourceMark
  public var content: Content
  public var position: Anchor
  /// From 0 to 1.
  public var opacity: Rational
  /// From the scene's start; `nil` for the start itself.
  public var start: Located<TimeValue>?
  /// From the scene's start; `nil` for the scene's end.
  public var end: Located<TimeValue>?
}
