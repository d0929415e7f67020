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
    /// Where it stands; `nil` for the track's anchor.
    public var placement: CaptionPlacement?
    /// Lines of other cues that stand between it and the edge while it shows: two cues that show
    /// together never change places, wherever a segment begins.
    public var raise: Int

    public init(
      start: Int, end: Int, lines: [Line], placement: CaptionPlacement? = nil, raise: Int = 0
    ) {
      self.start = start
      self.end = end
      self.lines = lines
      self.placement = placement
      self.raise = raise
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("start", start)
      encoder.field("end", end)
      encoder.field("lines", lines)
      encoder.field("placement", placement)
      encoder.field("raise", raise)
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
    /// How it differs from the track's style.
    public var markup: TextMarkup
    /// Whether it follows the word before it without a space: the rest of a word that is partly
    /// in italics, for instance. Lines do not break there.
    public var joinsPrevious: Bool

    public init(
      text: String, start: Int, markup: TextMarkup = .plain, joinsPrevious: Bool = false
    ) {
      self.text = text
      self.start = start
      self.markup = markup
      self.joinsPrevious = joinsPrevious
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("text", text)
      encoder.field("start", start)
      encoder.field("markup", markup)
      encoder.field("joinsPrevious", joinsPrevious)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("style", style)
    encoder.field("anchor", anchor)
    encoder.field("highlight", highlight)
    encoder.field("cues", cues)
  }
}
