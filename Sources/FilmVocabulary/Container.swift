/// A kind of file that is made, by the ending of its name.
public enum Container: String, Hashable, Sendable, Codable, CaseIterable {
  case mp4, mov, mkv, webm
  /// An animated picture, without sound.
  case gif
  /// Sound only.
  case m4a, mp3, opus, ogg, flac, wav

  /// Whether it holds a film's pictures.
  public var hasPictures: Bool {
    switch self {
    case .mp4, .mov, .mkv, .webm, .gif: true
    case .m4a, .mp3, .opus, .ogg, .flac, .wav: false
    }
  }

  /// The codecs of pictures that it can hold, the usual one first. None for a GIF, whose pictures
  /// are its own, and for files of sound.
  public var videoCodecs: [VideoCodec] {
    switch self {
    case .mp4: [.h264, .hevc, .av1, .vp9]
    case .mov: [.h264, .hevc]
    case .mkv: [.h264, .hevc, .av1, .vp9]
    case .webm: [.vp9, .av1]
    case .gif, .m4a, .mp3, .opus, .ogg, .flac, .wav: []
    }
  }

  /// The codecs of sound that it can hold, the usual one first. In Matroska that is Opus: of AAC
  /// and MP3 the file cannot say that what the encoder puts before the sound is no part of it.
  public var soundCodecs: [SoundCodec] {
    switch self {
    case .mp4: [.aac, .opus, .mp3]
    case .mov: [.aac, .mp3]
    case .mkv: [.opus, .flac, .aac, .mp3]
    case .webm: [.opus]
    case .gif: []
    case .m4a: [.aac]
    case .mp3: [.mp3]
    case .opus, .ogg: [.opus]
    case .flac: [.flac]
    case .wav: [.pcm]
    }
  }
}
