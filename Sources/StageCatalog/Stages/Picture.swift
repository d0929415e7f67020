public import BuildGraph
public import FilmVocabulary

/// Decodes a still once, upright, in the film's colours and at the size at which it is used.
///
/// Input `image`: the file. Output `picture`: planes in the media engine's own form, with alpha
/// where the file has it.
public struct PictureParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "picture", version: 4,
    outputs: [.init("picture", fileExtension: "picture")],
    libraries: [
      "libavformat", "libavcodec", "libswscale", "libheif", "librsvg", "cairo", "pixman",
      "gdk-pixbuf",
    ],
    estimate: .init(seconds: 0.3, memory: 300 << 20))

  /// The part of the upright picture that is kept; `nil` for all of it.
  public var crop: UnitRectangle?
  /// Of what is kept.
  public var size: Size
  public var resampling: Resampling

  public init(crop: UnitRectangle? = nil, size: Size, resampling: Resampling) {
    self.crop = crop
    self.size = size
    self.resampling = resampling
  }

  public enum Size: Hashable, Codable, Sendable, FieldEncodable {
    /// The whole picture in its own shape, just large enough to cover this many pixels. Never
    /// larger than the file's own picture, unless that is smaller than `minimum` asks.
    case covering(width: Int, height: Int, minimumWidth: Int, minimumHeight: Int)
    /// The whole picture in its own shape, at exactly this width in pixels.
    case width(Int)
    /// At exactly this size in pixels, whatever its shape.
    case exact(width: Int, height: Int)

    public func encodeFields(into encoder: inout FieldEncoder) {
      switch self {
      case .covering(let width, let height, let minimumWidth, let minimumHeight):
        encoder.field("covering", [width, height, minimumWidth, minimumHeight])
      case .width(let width):
        encoder.field("width", width)
      case .exact(let width, let height):
        encoder.field("exact", [width, height])
      }
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("crop", crop)
    encoder.field("size", size)
    encoder.field("resampling", resampling)
  }
}
