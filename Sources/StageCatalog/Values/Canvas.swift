public import BuildGraph
public import FilmVocabulary

/// The size and rate of a film's picture. Square pixels, BT.709, limited range.
public struct Canvas: Hashable, Codable, Sendable, FieldEncodable {
  /// Pixels; even.
  public var width: Int
  /// Pixels; even.
  public var height: Int
  /// Frames a second.
  public var frameRate: Rational

  public init(width: Int, height: Int, frameRate: Rational) {
    self.width = width
    self.height = height
    self.frameRate = frameRate
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("width", width)
    encoder.field("height", height)
    encoder.field("frameRate", frameRate)
  }
}
