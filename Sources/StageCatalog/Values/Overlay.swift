public import BuildGraph
public import FilmVocabulary

/// A text or a picture over a shot.
public struct Overlay: Hashable, Codable, Sendable, FieldEncodable {
  public var content: Content
  /// Where it stands. A text is aligned to it as well.
  public var anchor: Anchor
  /// Where it stands instead: in fractions of the room that it leaves free on the canvas.
  public var point: UnitPoint?
  /// What stays free at the canvas's edges, as a fraction of its height. For pictures, and for
  /// texts at a point; other texts have their style's.
  public var margin: Rational
  /// 0 (invisible) … 1.
  public var opacity: Rational
  /// First frame of the span that shows it; 0 if it began before.
  public var start: Int
  /// First frame of the span that no longer shows it.
  public var end: Int
  /// How it comes; `nil` once that is over.
  public var entrance: Move?
  /// How it goes; `nil` while that has not begun.
  public var exit: Move?

  /// A movement over some frames, which may begin before the span and end after it.
  public struct Move: Hashable, Codable, Sendable, FieldEncodable {
    public var name: OverlayMove
    /// The frame of the span with which it begins; may be negative.
    public var start: Int
    /// Length in frames, at least 1.
    public var frames: Int

    public init(name: OverlayMove, start: Int, frames: Int) {
      self.name = name
      self.start = start
      self.frames = frames
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("name", name)
      encoder.field("start", start)
      encoder.field("frames", frames)
    }
  }

  public enum Content: Hashable, Codable, Sendable, FieldEncodable {
    case picture(OverlayPicture)
    case text(String, style: TextStyle)
    /// Large words, and under them others of half the size that are not bold.
    case title(String, subtitle: String, style: TextStyle)

    public func encodeFields(into encoder: inout FieldEncoder) {
      switch self {
      case .picture(let picture):
        encoder.field("picture", picture)
      case .text(let text, let style):
        encoder.field("text", text)
        encoder.field("style", style)
      case .title(let text, let subtitle, let style):
        encoder.field("title", text)
        encoder.field("subtitle", subtitle)
        encoder.field("style", style)
      }
    }
  }

  public init(
    content: Content, anchor: Anchor, point: UnitPoint? = nil,
    margin: Rational = Rational(1, 25), opacity: Rational, start: Int, end: Int,
    entrance: Move? = nil, exit: Move? = nil
  ) {
    self.content = content
    self.anchor = anchor
    self.point = point
    self.margin = margin
    self.opacity = opacity
    self.start = start
    self.end = end
    self.entrance = entrance
    self.exit = exit
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("content", content)
    encoder.field("anchor", anchor)
    encoder.field("point", point)
    encoder.field("margin", margin)
    encoder.field("opacity", opacity)
    encoder.field("start", start)
    encoder.field("end", end)
    encoder.field("entrance", entrance)
    encoder.field("exit", exit)
  }
}
