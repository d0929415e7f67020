public import BuildGraph
public import FilmVocabulary

/// Writes a subtitle file. Output `subtitles`: SubRip, WebVTT or Advanced
/// SubStation Alpha, in UTF-8.
public struct SubtitlesParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "subtitles", version: 7,
    outputs: [.init("subtitles", fileExtension: "txt")],
    libraries: [],
    estimate: .init(seconds: 0.01, memory: 20 << 20))

  public enum Format: String, Hashable, Codable, Sendable, CaseIterable, FieldEncodable {
    case srt, vtt, ass
  }

  public var format: Format
  /// In order of their starts; they may overlap.
  public var captions: [Caption]
  /// How a script says that they look; only for `ass`.
  public var look: ScriptLook?

  public init(format: Format, captions: [Caption], look: ScriptLook? = nil) {
    self.format = format
    self.captions = captions
    self.look = look
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("format", format)
    encoder.field("captions", captions)
    encoder.field("look", look)
  }
}
