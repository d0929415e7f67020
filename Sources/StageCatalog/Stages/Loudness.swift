public import BuildGraph
public import FilmVocabulary

/// Finds the one gain that brings a programme to its loudness.
///
/// Inputs `levels`: the pieces' levels. Output `gain`: ``ProgrammeGain``. Pieces that sound
/// together are summed by energy, then gated as EBU R128 says.
public struct LoudnessParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "loudness", version: 1,
    outputs: [.init("gain", fileExtension: "json", isInline: true)],
    libraries: [],
    estimate: .init(seconds: 0.05, memory: 30 << 20))

  /// LUFS.
  public var target: Rational
  /// The gain is rounded to a multiple of this many decibels, so that a small edit does not
  /// encode all sound again.
  public var step: Rational
  /// Length of the programme in samples.
  public var samples: Int
  /// `input` counts the inputs with role `levels`.
  public var pieces: [SoundElement]
  /// As `pieces`, for what is ducked.
  public var music: [SoundElement]
  public var ducking: Ducking?

  public init(
    target: Rational, step: Rational, samples: Int, pieces: [SoundElement],
    music: [SoundElement], ducking: Ducking?
  ) {
    self.target = target
    self.step = step
    self.samples = samples
    self.pieces = pieces
    self.music = music
    self.ducking = ducking
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("target", target)
    encoder.field("step", step)
    encoder.field("samples", samples)
    encoder.field("pieces", pieces)
    encoder.field("music", music)
    encoder.field("ducking", ducking)
  }
}

/// The gain over a whole programme.
public struct ProgrammeGain: Codable, Hashable, Sendable {
  /// Hundredths of a decibel, an integer so that equal gains are equal bytes.
  public var centibels: Int

  public init(centibels: Int) { self.centibels = centibels }
}
