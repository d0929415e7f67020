public import BuildGraph
public import FilmVocabulary

/// A camera move over a picture: a rectangle that changes evenly from one frame to the next.
///
/// The rectangles are parts of what the canvas would show without the move: `full` is the whole
/// canvas, whatever the fit has cropped.
public struct Motion: Hashable, Codable, Sendable, FieldEncodable {
  /// What the first frame of the move shows.
  public var from: UnitRectangle
  /// What the last frame of the move shows.
  public var to: UnitRectangle
  /// The place within the move of the part's first frame, in frames.
  public var offset: Int
  /// The length of the whole move in frames, at least 1.
  public var length: Int

  public init(from: UnitRectangle, to: UnitRectangle, offset: Int, length: Int) {
    self.from = from
    self.to = to
    self.offset = offset
    self.length = length
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("from", from)
    encoder.field("to", to)
    encoder.field("offset", offset)
    encoder.field("length", length)
  }
}
