public import BuildGraph

/// Mixes what is heard in one scene: its sentences and its clips' own sound.
///
/// Inputs `sound`: WAV files. Output `sound`: WAV, 48 kHz, stereo, 32 bit float, not limited.
/// Output `levels`: the K-weighted energy of the sound, one 32 bit float for each 100 ms, the
/// last one short: the blocks that EBU R128's gating is made of, so that pieces can be measured
/// apart and their programme's loudness summed.
public struct SceneMixParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "scene-mix", version: 1,
    outputs: [
      .init("sound", fileExtension: "wav"),
      .init("levels", fileExtension: "levels"),
    ],
    libraries: ["libebur128"],
    estimate: .init(seconds: 0.1, memory: 60 << 20))

  /// Length in samples.
  public var samples: Int
  public var elements: [SoundElement]

  public init(samples: Int, elements: [SoundElement]) {
    self.samples = samples
    self.elements = elements
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("samples", samples)
    encoder.field("elements", elements)
  }
}
