/// A way in which subtitles are given.
public enum SubtitleMode: String, Hashable, Sendable, CaseIterable {
  /// Drawn into the picture.
  case burn
  /// A track of the film that the player can switch off.
  case soft
  /// Files beside the film.
  case sidecar
}
