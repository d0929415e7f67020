public import BuildGraph
public import FilmVocabulary

/// The captions that are burned into a segment.
public struct CaptionTrack: Hashable, Codable, Sendable, FieldEncodable {
  public var style: TextStyle
  /// Top, center or bottom.
  public var anchor: Anchor
  /// The colour of the word that is being spoken; `nil` means that words are not highlighted.
  public var highlight: Color?
  public var cues: [Cue]

  public init(style: TextStyle, anchor: Anchor, highlight: Color?, cues: [Cue]) {
    self.style = style
    self.anchor = anchor
    self.highlight = highlight
    self.cues = cues
  }

  /// Text on the screen from one frame to another.
  public struct Cue: Hashable, Codable, Sendable, FieldEncodable {
    /// First frame of the segment that shows it; 0 if it began before.
    public var start: Int
    /// First frame of the segment that no longer shows it.
    public var end: Int
    /// Lines of words, broken by the compiler.
    public var lines: [Line]

    public init(start: Int, end: Int, lines: [Line]) {
      self.start = start
      self.end = end
      self.lines = lines
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("end", end)
      encoder.field("lines", lines)
    }
  }

  public struct Line: Hashable, Codable, Sendable, FieldEncodable {
    public var words: [Word]

    public init(words: [Word]) { self.words = words }

    public func encodeFields(into encoder: inout FieldEncoder) { encoder.field("words", words) }
  }

  public struct Word: Hashable, Codable, Sendable, FieldEncodable {
    public var text: String
    /// The frame from which it is the spoken word, until the next word's; may lie outside the
    /// segment. Always 0 without highlighting.
    public var start: Int

    public init(text: String, start: Int) {
      self.text = text
      self.start = start
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("text", text)
      encoder.field("start", start)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("style", style)
    encoder.field("anchor", anchor)
    encoder.field("highlight", highlight)
    encoder.field("cues", cues)
  }
}
