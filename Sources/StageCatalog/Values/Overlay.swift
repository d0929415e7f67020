public import BuildGraph
public import FilmVocabulary

/// A text or a picture over a shot.
public struct Overlay: Hashable, Codable, Sendable, FieldEncodable {
  public var content: Content
  public var anchor: Anchor
  /// 0 (invisible) … 1.
  public var opacity: Rational
  /// First frame of the span that shows it; 0 if it began before.
  public var start: Int
  /// First frame of the span that no longer shows it.
  public var end: Int

  public enum Content: Hashable, Codable, Sendable, FieldEncodable {
    /// A picture made by the `picture` stage at its final size: the input with role `picture` of
    /// that number.
    case picture(input: Int)
    case text(TextPiece, style: TextStyle)
    /// Large words, and under them others of half the size.
    case title(TextPiece, subtitle: TextPiece, style: TextStyle)

    public func encodeFields(into encoder: inout FieldEncoder) {
      switch self {
      case .picture(let input):
        encoder.field("picture", input)
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
    content: Content, anchor: Anchor, opacity: Rational, start: Int,
    end: Int
  ) {
    self.content = content
    self.anchor = anchor
    self.opacity = opacity
    self.start = start
    self.end = end
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("content", content)
    encoder.field("anchor", anchor)
    encoder.field("opacity", opacity)
    encoder.field("start", start)
    encoder.field("end", end)
  }
}
