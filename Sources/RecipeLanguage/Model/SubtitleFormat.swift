/// The format of a file of subtitles.
public enum SubtitleFormat: String, Hashable, Sendable, CaseIterable {
  /// SubRip.
  case srt
  /// WebVTT.
  case vtt
  /// Advanced SubStation Alpha, in the look of the burned captions.
  case ass
}
