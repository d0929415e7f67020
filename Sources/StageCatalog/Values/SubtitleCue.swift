public import BuildGraph

/// A caption of a subtitle file.
public struct SubtitleCue: Hashable, Codable, Sendable, FieldEncodable {
  /// Milliseconds from the start of the film.
  public var start: Int
  /// Milliseconds from the start of the film.
  public var end: Int
  /// Lines are separated by line feeds.
  public var text: String

  public init(start: Int, end: Int, text: String) {
    self.start = start
    self.end = end
    self.text = text
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("start", start)
    encoder.field("end", end)
    encoder.field("text", text)
  }
}
