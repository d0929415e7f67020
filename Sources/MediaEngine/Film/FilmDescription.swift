public import FilmVocabulary

/// What a film is made of, and what is written about it.
public struct FilmDescription: Hashable, Sendable {
  public struct Chapter: Hashable, Sendable {
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
  }

  public struct Tag: Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Captions that the viewer can turn on.
  public struct TextTrack: Hashable, Sendable {
    /// BCP 47; `nil` if it is not known.
    public var language: String?
    public var captions: [Caption]

    public init(language: String?, captions: [Caption]) {
      self.language = language
      self.captions = captions
    }
  }

  public var container = Container.mp4
  /// `nil` for a file of sound.
  public var videoCodec: VideoCodec? = .h264
  /// `nil` for a silent film.
  public var soundCodec: SoundCodec?
  /// Pixels.
  public var width: Int
  /// Pixels.
  public var height: Int
  public var frameRate: Rational
  /// Frames of each segment; none for a file of sound.
  public var segments: [Int]
  /// Length in frames.
  public var frames: Int
  /// Packets of each chunk of AAC; none for other codecs.
  public var chunks: [Int]
  /// Length of the sound in samples.
  public var samples: Int
  public var chapters: [Chapter] = []
  /// In the order in which they are written; keys as MP4 knows them, such as `title`.
  public var tags: [Tag] = []
  /// BCP 47 language of the sound.
  public var language: String?
  /// Tracks of subtitles; the first is the one that players choose by themselves.
  public var subtitles: [TextTrack] = []

  /// An MP4 film of H.264, and of AAC if there are chunks.
  public init(
    width: Int, height: Int, frameRate: Rational, segments: [Int], chunks: [Int], samples: Int
  ) {
    self.width = width
    self.height = height
    self.frameRate = frameRate
    self.segments = segments
    frames = segments.reduce(0, +)
    self.chunks = chunks
    soundCodec = chunks.isEmpty ? nil : .aac
    self.samples = samples
  }
}

extension Container {
  /// The name of libavformat's muxer.
  var muxer: String {
    switch self {
    case .mkv: "matroska"
    case .m4a: "ipod"
    case .mp4, .mov, .webm, .gif, .mp3, .opus, .ogg, .flac, .wav: rawValue
    }
  }

  /// Whether it is of QuickTime's family: times by edit lists, text in 3GPP's form.
  var isMovie: Bool { self == .mp4 || self == .mov || self == .m4a }
}
