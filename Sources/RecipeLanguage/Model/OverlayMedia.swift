public import FilmVocabulary

/// A picture or a video in a box of its own over a scene.
public struct OverlayMedia: Hashable, Sendable {
  public var source: MediaSource
  /// A fraction of the frame's width; `nil` follows from the height, or is 20 % without one.
  public var width: Rational?
  /// A fraction of the frame's height; `nil` follows from the width.
  public var height: Rational?
  public var trim: Trim?
  public var retiming: Retiming
  /// Whether a video begins again when it is over; `nil` leaves it to the file.
  public var loops: Bool?
  public var volume: Volume
  public var crop: UnitRectangle?
  public var look: Look
  /// Radius of the corners as a fraction of the frame's height.
  public var radius: Rational
  public var border: Border?

  /// A line along the inside of the box's edge.
  public struct Border: Hashable, Sendable {
    /// A fraction of the frame's height.
    public var width: Rational
    public var color: Color
  }
}
