public import FilmVocabulary

/// A picture, a video or a text that stands over a scene or over the whole film.
public struct Overlay: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case media(OverlayMedia)
    case text(OverlayText)
  }

  public enum Position: Hashable, Sendable {
    case anchor(Anchor)
    /// In fractions of the room that it leaves free in the frame.
    case point(UnitPoint)
  }

  /// How it comes or goes.
  public struct Move: Hashable, Sendable {
    public var name: OverlayMove
    public var duration: TimeValue
  }

  public var mark: SourceMark
  public var content: Content
  public var position: Position
  /// What stays free at the frame's edges, as a fraction of its height; `nil` for the usual.
  public var margin: Rational?
  /// From 0 to 1.
  public var opacity: Rational
  /// From the scene's start; `nil` for the start itself.
  public var start: Located<TimeValue>?
  /// From the scene's start; `nil` for the scene's end.
  public var end: Located<TimeValue>?
  public var entrance: Move?
  public var exit: Move?
}
