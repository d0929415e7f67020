/// The full or PostScript name of a font's face, in parts: `Noto Sans Bold Italic`,
/// `NotoSans-BoldItalic`.
public struct FaceName: Hashable, Sendable {
  /// The family's, by all that can be told from the name.
  public var family: String
  public var isBold = false
  public var isItalic = false
  /// Whether it names nothing else but bold and italic letters, or regular ones.
  public var isUsual = true

  public init(_ name: String) {
    var words = name.split { $0 == " " || $0 == "-" }
    while words.count > 1, let styles = Self.styles(in: words[words.count - 1]) {
      words.removeLast()
      isBold = isBold || styles.contains("bold")
      isItalic = isItalic || styles.contains("italic") || styles.contains("oblique")
      isUsual = isUsual && styles.allSatisfy(Self.usual.contains)
    }
    family = words.joined(separator: " ")
  }

  /// The styles that a word is made of; `nil` if it is something else.
  private static func styles(in word: Substring) -> [String]? {
    var rest = word.lowercased()[...]
    var styles: [String] = []
    while !rest.isEmpty {
      guard let style = (usual + others).first(where: rest.hasPrefix) else { return nil }
      styles.append(style)
      rest = rest.dropFirst(style.count)
    }
    return styles
  }

  /// The last ones are the foundry's, in names of PostScript.
  private static let usual = [
    "bold", "italic", "oblique", "regular", "normal", "psmt", "mt",
  ]
  private static let others = [
    "thin", "hairline", "extra", "ultra", "light", "book", "medium", "semi", "demi", "black",
    "heavy",
    "condensed", "narrow",
  ]
}
