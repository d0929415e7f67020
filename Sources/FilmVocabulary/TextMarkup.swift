/// How a run of a caption differs from the text around it.
public struct TextMarkup: Hashable, Sendable {
  public var isItalic: Bool
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isStruck: Bool
  /// The letters' colour; `nil` for that of the style.
  public var color: Color?

  public init(
    isItalic: Bool = false, isBold: Bool = false, isUnderlined: Bool = false,
    isStruck: Bool = false, color: Color? = nil
  ) {
    self.isItalic = isItalic
    self.isBold = isBold
    self.isUnderlined = isUnderlined
    self.isStruck = isStruck
    self.color = color
  }

  /// No difference at all.
  public static let plain = TextMarkup()

  public var isPlain: Bool { self == .plain }

  /// What both have: how a space between two words looks.
  public func common(with other: Self) -> Self {
    TextMarkup(
      isItalic: isItalic && other.isItalic, isBold: isBold && other.isBold,
      isUnderlined: isUnderlined && other.isUnderlined, isStruck: isStruck && other.isStruck,
      color: color == other.color ? color : nil)
  }
}

/// Letters for what is set, in alphabetical order, then the colour: `biu#FFD400`; nothing for
/// plain text. `b` bold, `i` italic, `s` struck, `u` underlined.
extension TextMarkup: CustomStringConvertible {
  public var description: String {
    var text = ""
    if isBold { text += "b" }
    if isItalic { text += "i" }
    if isStruck { text += "s" }
    if isUnderlined { text += "u" }
    return text + (color?.description ?? "")
  }

  /// Reads what ``description`` writes; `nil` if the text is something else.
  public init?(description: String) {
    self.init()
    let letters = description.prefix { $0 != "#" }
    for letter in letters {
      switch letter {
      case "b": isBold = true
      case "i": isItalic = true
      case "s": isStruck = true
      case "u": isUnderlined = true
      default: return nil
      }
    }
    let rest = String(description.dropFirst(letters.count))
    if !rest.isEmpty {
      guard let color = Color(rest) else { return nil }
      self.color = color
    }
  }
}

extension TextMarkup: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let markup = TextMarkup(description: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no markup")
    }
    self = markup
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
