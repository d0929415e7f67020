public import BuildGraph

/// How pictures become H.264: everything that changes the encoder's bytes.
public struct VideoEncoding: Hashable, Codable, Sendable, FieldEncodable {
  /// x264's preset, such as `veryfast`.
  public var preset: String
  /// Constant rate factor, 0…51.
  public var crf: Int
  /// Threads inside one encoder: x264's bytes depend on it. Segments run side by side instead.
  public var threads: Int

  public init(preset: String, crf: Int, threads: Int = 1) {
    self.preset = preset
    self.crf = crf
    self.threads = threads
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("preset", preset)
    encoder.field("crf", crf)
    encoder.field("threads", threads)
  }
}
