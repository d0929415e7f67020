public import BuildGraph
public import FilmVocabulary

/// Events of a script that show in a segment, with the look that the script gives them.
public struct ScriptTrack: Hashable, Codable, Sendable, FieldEncodable {
  /// The script's own lines and the styles that the events use.
  public var head: String
  /// The family of what the script's fonts lack.
  public var font: String
  /// Those that show in the segment, and before them those with which they share the picture: a
  /// text that gave way to another stays where it went. In the file's order.
  public var events: [Event]
  /// The middle of the segment's first frame lies so much after the whole millisecond from which
  /// events are counted.
  public var phase: Rational

  public init(head: String, font: String, events: [Event], phase: Rational) {
    self.head = head
    self.font = font
    self.events = events
    self.phase = phase
  }

  public struct Event: Hashable, Codable, Sendable, FieldEncodable {
    /// Milliseconds from the segment's or the film's start; negative if it began before.
    public var start: Int
    /// The first millisecond at which it is gone.
    public var end: Int
    public var layer: Int
    /// Style, name, three margins, effect and text, parted by commas.
    public var fields: String

    public init(start: Int, end: Int, layer: Int, fields: String) {
      self.start = start
      self.end = end
      self.layer = layer
      self.fields = fields
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("end", end)
      encoder.field("layer", layer)
      encoder.field("fields", fields)
    }
  }

  /// The millisecond at which a frame of the segment is drawn: that of its middle.
  public func milliseconds(ofFrame frame: Int, frameRate: Rational) -> Int {
    (phase + Rational(frame * 1000) / frameRate).floor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("head", head)
    encoder.field("font", font)
    encoder.field("events", events)
    encoder.field("phase", phase)
  }
}
