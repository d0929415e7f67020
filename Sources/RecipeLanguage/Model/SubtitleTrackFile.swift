/// Subtitles in a further language, from a file.
public struct SubtitleTrackFile: Hashable, Sendable {
  public var file: CaptionFile
  /// BCP 47.
  public var language: Located<String>
  /// The ways they are given; never ``SubtitleMode/burn``, and never empty.
  public var modes: [SubtitleMode]
}
