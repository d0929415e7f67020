public import FilmVocabulary

/// What a media file holds.
public struct MediaInfo: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case still, video, sound }

  public struct Video: Hashable, Sendable {
    /// Pixels of the upright picture with square pixels.
    public var width: Int
    /// Pixels of the upright picture with square pixels.
    public var height: Int
    /// Seconds from the first picture to the end of the last; 0 for a still.
    public var duration: Rational
    /// Whether the format has room for transparency.
    public var hasAlpha: Bool
    /// How often an animated image is shown, 0 meaning without end; `nil` for what is none.
    public var rounds: Int?
  }

  public struct Sound: Hashable, Sendable {
    public var sampleRate: Int
    public var channels: Int
  }

  public var kind: Kind
  public var video: Video?
  public var sound: Sound?
  /// For a video; `nil` for stills and sound.
  public var index: FrameIndex?
}
