public import BuildGraph
public import FilmVocabulary

/// Stitches segments and sound into a file, without encoding anything.
///
/// Inputs: `video`, the segments' packets in order; `sound`, the packets of the chunks of AAC in
/// order, or of a sound track of another codec. Output `film`: the file, index first where its
/// kind allows it.
public struct FilmParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "film", version: 2,
    outputs: [.init("film", fileExtension: "mp4")],
    libraries: ["libavformat"],
    estimate: .init(seconds: 0.3, memory: 100 << 20))

  public var container: Container
  /// `nil` for a file of sound.
  public var videoCodec: VideoCodec?
  /// `nil` for a silent film.
  public var soundCodec: SoundCodec?
  public var canvas: Canvas
  /// Frames of each `video` input: what its packets must add up to. Empty for a file of sound.
  public var segments: [Int]
  /// Length in frames, that of the segments if there are any.
  public var frames: Int
  /// Packets of each `sound` input. The first one's first packet comes before all sound and only
  /// starts the decoder: in all there is one packet more than the samples fill. Empty for other
  /// codecs than AAC, whose track is made in one piece.
  public var chunks: [Int]
  /// Length of the sound in samples at 48 kHz; the last packet is cut there.
  public var samples: Int
  public var chapters: [Chapter]
  /// Sorted by key.
  public var metadata: [Tag]
  /// BCP 47 language of the sound.
  public var language: String?
  /// Tracks of subtitles that the viewer can turn on.
  public var subtitles: [SubtitleTrack]

  public init(
    container: Container, videoCodec: VideoCodec?, soundCodec: SoundCodec?, canvas: Canvas,
    segments: [Int], frames: Int, chunks: [Int], samples: Int, chapters: [Chapter],
    metadata: [Tag], language: String?, subtitles: [SubtitleTrack]
  ) {
    self.container = container
    self.videoCodec = videoCodec
    self.soundCodec = soundCodec
    self.frames = frames
    self.canvas = canvas
    self.segments = segments
    self.chunks = chunks
    self.samples = samples
    self.chapters = chapters
    self.metadata = metadata
    self.language = language
    self.subtitles = subtitles
  }

  public struct Chapter: Hashable, Codable, Sendable, FieldEncodable {
    public var title: String
    /// The first frame.
    public var start: Int
    /// The frame after the last.
    public var end: Int

    public init(title: String, start: Int, end: Int) {
      self.title = title
      self.start = start
      self.end = end
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("title", title)
      encoder.field("start", start)
      encoder.field("end", end)
    }
  }

  public struct Tag: Hashable, Codable, Sendable, FieldEncodable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("key", key)
      encoder.field("value", value)
    }
  }

  /// The file has the ending of its kind.
  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    descriptor.outputs = [.init("film", fileExtension: container.rawValue)]
    return descriptor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("container", container)
    encoder.field("videoCodec", videoCodec)
    encoder.field("soundCodec", soundCodec)
    encoder.field("canvas", canvas)
    encoder.field("segments", segments)
    encoder.field("frames", frames)
    encoder.field("chunks", chunks)
    encoder.field("samples", samples)
    encoder.field("chapters", chapters)
    encoder.field("metadata", metadata)
    encoder.field("language", language)
    encoder.field("subtitles", subtitles)
  }
}
