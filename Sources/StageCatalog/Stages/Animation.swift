public import BuildGraph

/// Draws a film in the colours of a palette, as an animated GIF that begins again at its end.
///
/// Inputs: `video`, the packets of segments that lose nothing, in order; `palette`, that of
/// ``PaletteParameters``. Output `film`: the GIF.
public struct AnimationParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "animation", version: 2,
    outputs: [.init("film", fileExtension: "gif")],
    libraries: ["libavformat", "libavcodec"],
    estimate: .init(seconds: 3, memory: 100 << 20))

  public var canvas: Canvas
  /// Frames of each `video` input.
  public var segments: [Int]

  public init(canvas: Canvas, segments: [Int]) {
    self.canvas = canvas
    self.segments = segments
  }

  /// Length in frames.
  public var frames: Int { segments.reduce(0, +) }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("canvas", canvas)
    encoder.field("segments", segments)
  }
}
