public import BuildGraph

/// Words with the fonts that have their characters.
public struct TextPiece: Hashable, Codable, Sendable, FieldEncodable {
  public var text: String
  /// Where other fonts than the style's are used, in order.
  public var fonts: [FontRun]

  public init(_ text: String, fonts: [FontRun] = []) {
    self.text = text
    self.fonts = fonts
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("text", text)
    encoder.field("fonts", fonts)
  }
}
