public import BuildGraph
public import FilmVocabulary

// How the vocabulary's values stand in a key: one text each, exact.

extension Rational: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value(description, type: "rational")
  }
}

extension Color: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value(description, type: "color")
  }
}

extension TextBox: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("color", color)
    encoder.field("padding", padding)
    encoder.field("isPerLine", isPerLine)
  }
}

extension UnitRectangle: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value("\(x) \(y) \(width) \(height)", type: "rectangle")
  }
}

extension FieldEncodable where Self: RawRepresentable, RawValue == String {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value(rawValue, type: "name")
  }
}

extension Fit: FieldEncodable {}
extension TransitionKind: FieldEncodable {}
extension TransitionEasing: FieldEncodable {}
extension Anchor: FieldEncodable {}
extension TextAlignment: FieldEncodable {}
extension Container: FieldEncodable {}
extension VideoCodec: FieldEncodable {}
extension SoundCodec: FieldEncodable {}
extension OverlayMove: FieldEncodable {}

extension UnitPoint: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value("\(x) \(y)", type: "point")
  }
}

extension ChromaKey: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("color", color)
    encoder.field("similarity", similarity)
    encoder.field("blend", blend)
    encoder.field("despill", despill)
  }
}

extension ColorAdjustment: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("brightness", brightness)
    encoder.field("contrast", contrast)
    encoder.field("saturation", saturation)
    encoder.field("gamma", gamma)
    encoder.field("gammaRed", gammaRed)
    encoder.field("gammaGreen", gammaGreen)
    encoder.field("gammaBlue", gammaBlue)
    encoder.field("gammaWeight", gammaWeight)
  }
}
