public import BuildGraph
public import FilmVocabulary

/// Decodes a file's sound.
///
/// Input `clip`: the file. Output `info`: ``SoundInfo``. Output `sound`: WAV, 48 kHz, stereo, 32
/// bit float. Output `levels`: see ``SceneMixParameters``.
///
/// Time runs from the first picture where the file has a video stream, so that sound which starts
/// late stays late; else from the first sample.
public struct SoundParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "sound", version: 4,
    outputs: [
      .init("info", fileExtension: "json", isInline: true),
      .init("sound", fileExtension: "wav"),
      .init("levels", fileExtension: "levels"),
    ],
    libraries: ["libavformat", "libavcodec", "libswresample", "libebur128"],
    estimate: .init(seconds: 0.5, memory: 100 << 20))

  /// Seconds.
  public var start: Rational
  /// Seconds; `nil` means the end of the file.
  public var end: Rational?
  /// Taps of the sample-rate converter's filter.
  public var filterLength: Int

  public init(start: Rational, end: Rational?, filterLength: Int) {
    self.start = start
    self.end = end
    self.filterLength = filterLength
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("start", start)
    encoder.field("end", end)
    encoder.field("filterLength", filterLength)
  }
}

/// How long a decoded sound is.
public struct SoundInfo: Codable, Hashable, Sendable {
  /// Samples at 48 kHz that were really decoded, whatever the file's header says.
  public var samples: Int

  public init(samples: Int) { self.samples = samples }
}
