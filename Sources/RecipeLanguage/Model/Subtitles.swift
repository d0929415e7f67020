/// What becomes of the film's words as text.
public struct Subtitles: Hashable, Sendable {
  /// The ways they are given, in the order of ``SubtitleMode``; empty for none.
  public var modes: [SubtitleMode]
  /// The formats of sidecar files.
  public var formats: [SubtitleFormat]
  public var style: SubtitleStyle
}
