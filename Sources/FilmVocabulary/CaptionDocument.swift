/// What a file of captions holds.
public struct CaptionDocument: Hashable, Codable, Sendable {
  public enum Format: String, Hashable, Codable, Sendable, CaseIterable {
    /// SubRip.
    case srt
    /// WebVTT.
    case vtt
    /// Advanced SubStation Alpha, or its older form without the "Advanced".
    case ass
  }

  public var format: Format
  /// In order of their starts; those that start together as they stand in the file.
  public var cues: [Cue]
  /// What was odd about the file, and what was made of it.
  public var remarks: [Remark]
  /// The styles and events of a script; `nil` for other formats, and where nobody asked for them.
  public var script: StyledScript?

  public init(
    format: Format, cues: [Cue] = [], remarks: [Remark] = [], script: StyledScript? = nil
  ) {
    self.format = format
    self.cues = cues
    self.remarks = remarks
    self.script = script
  }

  /// A caption and the line of the file on which it begins, counted from 1.
  public struct Cue: Hashable, Codable, Sendable {
    public var line: Int
    public var caption: Caption

    public init(line: Int, caption: Caption) {
      self.line = line
      self.caption = caption
    }
  }

  public struct Remark: Hashable, Codable, Sendable {
    /// Counted from 1; `nil` for the file as a whole.
    public var line: Int?
    /// A sentence without its full stop.
    public var text: String

    public init(line: Int?, text: String) {
      self.line = line
      self.text = text
    }
  }
}
