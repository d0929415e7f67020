/// What becomes of the film's words as text.
public struct Subtitles: Hashable, Sendable {
  /// The ways they are given, in the order of ``SubtitleMode``; empty for none.
  public var modes: [SubtitleMode]
  /// The formats of sidecar files.
  public var formats: [SubtitleFormat]
  public var style: SubtitleStyle
  /// Captions of the whole film, in place of those that its scenes give.
  public var file: CaptionFile?
  /// Whose look burned captions from a file have.
  public var look = Look.recipe
  /// BCP 47 language of the captions; `nil` for the film's.
  public var language: Located<String>?
  /// Further languages.
  public var tracks: [SubtitleTrackFile] = []

  public enum Look: String, Hashable, Sendable, CaseIterable {
    /// That of ``Subtitles/style``.
    case recipe
    /// That of the styles, places and effects in the file, which is a script.
    case file
  }
}
