/// How a film's sound is encoded.
public enum SoundCodec: String, Hashable, Sendable, Codable, CaseIterable {
  case aac, opus, mp3, flac, pcm

  /// Whether what is decoded is what was encoded.
  public var isLossless: Bool { self == .flac || self == .pcm }
}
