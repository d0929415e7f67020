public import FilmVocabulary

/// Something that a scene shows.
public struct Clip: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// A video or a picture.
    case media(MediaSource)
    case color(Color)
    /// Two colours or more, evenly spread. The angle is in degrees, clockwise, where 0 runs from
    /// the bottom to the top and 180, the default, from the top to the bottom, as in CSS.
    case gradient([Color], angle: Rational)
  }

  /// Where the clip stands in its file.
  public var mark: SourceMark
  public var source: Source
  /// The part of a video that is used.
  public var trim: Trim?
  public var retiming: Retiming
  /// Whether a video begins again when it is over; `nil` leaves it to the file.
  public var loops: Bool?
  /// How loud the clip's own sound is.
  public var volume: Volume
  /// The part of the upright picture that is used; `nil` for all of it.
  public var crop: UnitRectangle?
  public var fit: Fit
  /// The point of the picture that `cover` keeps in view; `nil` for the middle.
  public var focus: UnitPoint?
  public var look: Look
  /// `nil` for black.
  public var background: Background?
  /// How long it shows. `nil`: a video to its end, and what is no video for an equal share of
  /// the scene's time that is left.
  public var duration: Located<TimeValue>?

  /// What a scene with neither clip nor background shows.
  public static let background = Color(red: 0x10, green: 0x10, blue: 0x14)
}

extension Clip {
  /// What a scene without a clip shows: its background and nothing before it. As it does behind a
  /// clip, it covers the frame, and a video begins again and is not heard.
  init(_ background: Background?, at mark: SourceMark) {
    self.init(
      mark: mark, source: background?.source ?? .color(Self.background), trim: background?.trim,
      retiming: Retiming(), loops: background == nil ? nil : true, volume: .factor(.zero),
      fit: .cover, look: Look())
  }
}
