public import BuildGraph
public import FilmVocabulary

/// A still or a moving picture in a box of its own over a shot.
public struct OverlayPicture: Hashable, Codable, Sendable, FieldEncodable {
  /// A still, made by the `picture` stage at its final size, or a video, whose playback begins
  /// with the overlay's first frame in the span.
  public var source: PictureSource
  /// Pixels.
  public var width: Int
  /// Pixels.
  public var height: Int
  /// The part of a video's picture that fills the box. A still has been cropped when it was
  /// decoded.
  public var crop: UnitRectangle?
  public var look: ColorLook?
  /// Radius of the corners in pixels.
  public var radius: Int
  public var border: Border?

  public init(
    source: PictureSource, width: Int, height: Int, crop: UnitRectangle? = nil,
    look: ColorLook? = nil, radius: Int = 0, border: Border? = nil
  ) {
    self.source = source
    self.width = width
    self.height = height
    self.crop = crop
    self.look = look
    self.radius = radius
    self.border = border
  }

  /// A line along the inside of the box's edge.
  public struct Border: Hashable, Codable, Sendable, FieldEncodable {
    /// Pixels.
    public var width: Int
    public var color: Color

    public init(width: Int, color: Color) {
      self.width = width
      self.color = color
    }

    public func encodeFields(into encoder: inout FieldEncoder) {
      encoder.field("width", width)
      encoder.field("color", color)
    }
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("source", source)
    encoder.field("width", width)
    encoder.field("height", height)
    encoder.field("crop", crop)
    encoder.field("look", look)
    encoder.field("radius", radius)
    encoder.field("border", border)
  }
}
