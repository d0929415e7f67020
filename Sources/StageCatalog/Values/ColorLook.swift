public import BuildGraph
public import FilmVocabulary

/// What becomes of a source's colours before anything lies over it: its key, then its adjustment,
/// then its table.
public struct ColorLook: Hashable, Codable, Sendable, FieldEncodable {
  public var key: ChromaKey?
  public var adjustment: ColorAdjustment?
  /// A table of colours that the stage `color-table` made: the input with role `lut` of that number.
  public var table: Int?

  public init(key: ChromaKey? = nil, adjustment: ColorAdjustment? = nil, table: Int? = nil) {
    self.key = key
    self.adjustment = adjustment
    self.table = table
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("key", key)
    encoder.field("adjustment", adjustment)
    encoder.field("table", table)
  }
}
