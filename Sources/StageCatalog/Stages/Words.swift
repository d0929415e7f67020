public import BuildGraph

/// Finds the words of a text whose script has no spaces between them, such as Chinese or Thai.
///
/// Output `words`: ``WordBorders``.
public struct WordsParameters: NodeParameters {
  public static let stage = StageDescriptor(
    name: "words", version: 1,
    outputs: [.init("words", fileExtension: "json", isInline: true)],
    libraries: ["icu"],
    estimate: .init(seconds: 0.01, memory: 40 << 20))

  public var text: String
  /// A BCP 47 tag.
  public var language: String

  public init(text: String, language: String) {
    self.text = text
    self.language = language
  }

  public func encodeFields(into encoder: inout FieldEncoder) {
    encoder.field("text", text)
    encoder.field("language", language)
  }
}

/// Where words part at which a line may break as well.
public struct WordBorders: Codable, Hashable, Sendable {
  /// Unicode scalars from the start of the text, in order; neither 0 nor the text's end.
  public var places: [Int]

  public init(places: [Int]) { self.places = places }
}
