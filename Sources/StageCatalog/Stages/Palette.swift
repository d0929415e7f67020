public import BuildGraph

/// Finds the colours in which a GIF shows a film.
///
/// Inputs `video`: the packets of segments that lose nothing, in order. Output `palette`: 256
/// colours of three bytes, red, green and blue; the last one is never shown.
public struct PaletteParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "palette", version: 1,
    outputs: [.init("palette", fileExtension: "palette")],
    libraries: ["libavcodec"],
    estimate: .init(seconds: 1, memory: 100 << 20))

  public var canvas: Canvas
  /// Frames of each `video` input.
  public var segments: [Int]

  public init(canvas: Canvas, segments: [Int]) {
    self.canvas = canvas
    self.segments = segments
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("canvas", canvas)
    encoder.field("segments", segments)
  }
}
