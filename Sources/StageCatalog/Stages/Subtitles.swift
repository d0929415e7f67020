public import BuildGraph
public import FilmVocabulary

/// Writes a subtitle file. Output `subtitles`: SubRip, WebVTT or Advanced
/// SubStation Alpha, in UTF-8.
public struct SubtitlesParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "subtitles", version: 8,
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
  /// What is written in place of captions: the events of a file that has a look of its own; only for
  /// `ass`.
  public var script: Script?

  /// A script's own styles, and its events at their times in the film.
  public struct Script: Hashable, Codable, Sendable, FieldEncodable {
    /// The script's own lines and styles.
    public var head: String
    /// In the file's order.
    public var events: [ScriptTrack.Event]

    public init(head: String, events: [ScriptTrack.Event]) {
      self.head = head
      self.events = events
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("head", head)
      encoder.field("events", events)
    }
  }

  public init(
    format: Format, captions: [Caption], look: ScriptLook? = nil, script: Script? = nil
  ) {
    self.script = script
    self.format = format
    self.captions = captions
    self.look = look
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("format", format)
    encoder.field("captions", captions)
    encoder.field("look", look)
    encoder.field("script", script)
  }
}
