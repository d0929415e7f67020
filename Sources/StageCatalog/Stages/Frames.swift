public import BuildGraph

/// Decodes a film whole and names every picture and every tenth of a second of its sound by a
/// digest: how two films are compared, and how one is proved to be sound.
///
/// Input `film`: a media file. Output `frames`: a ``FrameList`` as text. Damage that a player
/// would hide is an error. No recipe leads to this stage; `reel build --check` does.
public struct FramesParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "frames", version: 2,
    outputs: [.init("frames", fileExtension: "txt")],
    libraries: ["libavformat", "libavcodec"],
    estimate: .init(seconds: 5, memory: 150 << 20))

  public init() {}

  public func encodeFields(into encoder: inout FieldEncoder) {}
}
