public import BuildGraph

/// Makes a picture file of one of a film's pictures, with words over it if wanted.
///
/// Inputs: `video`, the packets of the segments to choose from, in order; `font`, the font files
/// of the text. Output `picture`: the file.
public struct ThumbnailParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "thumbnail", version: 3,
    outputs: [.init("picture", fileExtension: "jpg")],
    libraries: ["libavcodec", "freetype", "harfbuzz", "icu"],
    estimate: .init(seconds: 1, memory: 150 << 20))

  public enum Format: String, Hashable, Codable, Sendable, CaseIterable, FieldEncodable {
    case jpg, png
  }

  public var canvas: Canvas
  /// Frames of each `video` input.
  public var segments: [Int]
  /// Which of their frames; `nil` for the one that looks best.
  public var frame: Int?
  /// Frames at which one scene gives way to another: none of their neighbours is chosen.
  public var cuts: [Int]
  /// Texts only.
  public var overlays: [Overlay]
  public var format: Format

  public init(
    canvas: Canvas, segments: [Int], frame: Int?, cuts: [Int], overlays: [Overlay], format: Format
  ) {
    self.canvas = canvas
    self.segments = segments
    self.frame = frame
    self.cuts = cuts
    self.overlays = overlays
    self.format = format
  }

  public var descriptor: StageDescriptor {
    var descriptor = Self.stage
    descriptor.outputs = [.init("picture", fileExtension: format.rawValue)]
    // libavcodec has zlib pack what is in a PNG.
    if format == .png { descriptor.libraries.append("zlib") }
    return descriptor
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("canvas", canvas)
    encoder.field("segments", segments)
    encoder.field("frame", frame)
    encoder.field("cuts", cuts)
    encoder.field("overlays", overlays)
    encoder.field("format", format)
  }
}
