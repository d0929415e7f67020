public import BuildGraph
public import FilmVocabulary

/// Writes a subtitle file. Output `subtitles`: SubRip or WebVTT, UTF-8.
public struct SubtitlesParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "subtitles", version: 1,
    outputs: [.init("subtitles", fileExtension: "txt")],
    libraries: [],
    estimate: .init(seconds: 0.01, memory: 20 << 20))

  public enum Format: String, Hashable, Codable, Sendable, CaseIterable, FieldEncodable {
    case srt, vtt
  }

  public var format: Format
  /// In order of their starts; they may overlap.
  public var cues: [Caption]

  public init(format: Format, cues: [Caption]) {
    self.format = format
    self.cues = cues
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("format", format)
    encoder.field("cues", cues)
  }
}
