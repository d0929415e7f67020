public import BuildGraph
public import FilmVocabulary

/// The captions of a film in one language, for a track that the viewer can turn on.
public struct SubtitleTrack: Hashable, Codable, Sendable, FieldEncodable {
  /// BCP 47; `nil` if it is not known.
  public var language: String?
  /// In order of their starts; they may overlap.
  public var captions: [Caption]

  public init(language: String?, captions: [Caption]) {
    self.language = language
    self.captions = captions
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("language", language)
    encoder.field("captions", captions)
  }
}

extension TextMarkup: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.value(description, type: "markup")
  }
}

extension ScriptLook: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("width", width)
    encoder.field("height", height)
    encoder.field("font", font)
    encoder.field("isBold", isBold)
    encoder.field("isItalic", isItalic)
    encoder.field("lineHeight", lineHeight)
    encoder.field("letterSpacing", letterSpacing)
    encoder.field("color", color)
    encoder.field("outlineColor", outlineColor)
    encoder.field("outline", outline)
    encoder.field("shadow", shadow)
    encoder.field("box", box)
    encoder.field("highlight", highlight)
    encoder.field("margin", margin)
    encoder.field("sideMargin", sideMargin)
    encoder.field("anchor", anchor)
  }
}

extension ScriptLook.Shadow: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("color", color)
    encoder.field("offset", offset)
  }
}

extension ScriptLook.Highlight: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("color", color)
    encoder.field("isBox", isBox)
  }
}

extension CaptionPlacement: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("anchor", anchor)
    encoder.field("x", x)
    encoder.field("y", y)
  }
}

extension Caption: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("start", start)
    encoder.field("end", end)
    encoder.field("runs", runs)
    encoder.field("placement", placement)
  }
}

extension Caption.Run: FieldEncodable {
  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("text", text)
    encoder.field("markup", markup)
    encoder.field("spoken", spoken)
  }
}
