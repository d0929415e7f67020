public import BuildGraph
public import FilmVocabulary

/// Reads a media file's streams and the times of all its pictures.
///
/// Input `clip`: the file. Output `info`: ``MediaDescription``. Output `index`: for the video
/// stream, every picture's time and whether it is a key frame, in the media engine's own form;
/// empty for other files.
public struct ProbeParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "probe", version: 3,
    outputs: [
      .init("info", fileExtension: "json", isInline: true),
      .init("index", fileExtension: "index"),
    ],
    libraries: ["libavformat", "libavcodec", "libheif", "librsvg"],
    estimate: .init(seconds: 0.1, memory: 100 << 20))

  public init() {}

  public func encodeFields(into encoder: inout FieldEncoder) {}
}

/// What a media file is, as far as a compiler needs to know.
public struct MediaDescription: Codable, Hashable, Sendable {
  public enum Kind: String, Codable, Sendable { case still, video, sound }

  public var kind: Kind
  public var video: Video?
  public var sound: Sound?

  public init(kind: Kind, video: Video?, sound: Sound?) {
    self.kind = kind
    self.video = video
    self.sound = sound
  }

  /// A still's or a video's picture.
  public struct Video: Codable, Hashable, Sendable {
    /// Pixels of the upright picture, with square pixels.
    public var width: Int
    public var height: Int
    /// Seconds from the first picture to the end of the last; 0 for a still.
    public var duration: Rational
    /// Whether any picture can be transparent.
    public var hasAlpha: Bool
    /// How often an animated image is shown, 0 meaning without end; `nil` for other files.
    public var rounds: Int?

    public init(
      width: Int, height: Int, duration: Rational, hasAlpha: Bool, rounds: Int? = nil
    ) {
      self.width = width
      self.height = height
      self.duration = duration
      self.hasAlpha = hasAlpha
      self.rounds = rounds
    }
  }

  public struct Sound: Codable, Hashable, Sendable {
    public var sampleRate: Int
    public var channels: Int

    public init(sampleRate: Int, channels: Int) {
      self.sampleRate = sampleRate
      self.channels = channels
    }
  }
}
