extension Declarations {
  static let metadata: Shape<Metadata> = metadataMapping.shape(
    "metadata", make: { _ in Metadata() }, finish: { metadata, _ in metadata })

  static let metadataMapping = MappingDeclaration<Metadata>(
    "the metadata", "What the file says about the film.",
    fields: Metadata.Key.allCases.map { key in
      Field(
        key.rawValue, key == .language ? languageTag : Shapes.words.located, summary(of: key),
        default: key == .title ? "the film's title" : nil
      ) { $0.values[key] = $1 }
    })

  private static func summary(of key: Metadata.Key) -> String {
    switch key {
    case .title: "The film's title."
    case .artist: "Who made it."
    case .album: "The series that it belongs to."
    case .date: "When it was made."
    case .language: "Its language as a BCP 47 tag; it also picks the voice."
    case .genre: "Its genre."
    case .copyright: "Who holds the rights."
    case .comment: "A remark."
    case .description: "What it is about."
    }
  }

  static let languageTag = Shape<String>.scalar(
    "a language tag such as en or pt-BR",
    schema: { Schema(["type": .string("string"), "pattern": .string(languagePattern)]) }
  ) { scalar throws(ValueProblem) in
    guard isLanguageTag(scalar.text) else { throw .unexpected }
    return scalar.text
  }.located

  private static let languagePattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"

  /// Whether the text has the outer shape of a BCP 47 tag; whether such a language is registered
  /// is not looked at.
  static func isLanguageTag(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard let first = parts.first, (2...8).contains(first.count), text.utf8.count <= 64 else {
      return false
    }
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    return first.allSatisfy(isLetter)
      && parts.dropFirst().allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
      }
  }
}
