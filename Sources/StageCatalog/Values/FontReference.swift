public import BuildGraph

/// A face in one of the font files that a node is given.
public struct FontReference: Hashable, Codable, Sendable, FieldEncodable {
  /// The number of the file among the inputs with the role `font`.
  public var input: Int
  /// The face's number in a collection; 0 in other files.
  public var face: Int
  /// Whether letters are made bolder, because the family has no bold face.
  public var isEmboldened: Bool
  /// Whether letters are slanted, because the family has no italic face.
  public var isSlanted: Bool

  public init(input: Int, face: Int = 0, isEmboldened: Bool = false, isSlanted: Bool = false) {
    self.input = input
    self.face = face
    self.isEmboldened = isEmboldened
    self.isSlanted = isSlanted
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("input", input)
    encoder.field("face", face)
    encoder.field("isEmboldened", isEmboldened)
    encoder.field("isSlanted", isSlanted)
  }
}

/// The font of a text from one of its characters on, up to the next run's.
public struct FontRun: Hashable, Codable, Sendable, FieldEncodable {
  /// Unicode scalars from the start of the text.
  public var start: Int
  public var font: FontReference

  public init(start: Int, font: FontReference) {
    self.start = start
    self.font = font
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("start", start)
    encoder.field("font", font)
  }
}
