import FilmVocabulary

/// The font that the text of a script's event has at some place, and what else decides of its
/// letters.
struct ScriptFontState {
  struct Font: Hashable {
    /// As the script's styles and overrides name it.
    var family: String
    /// Whether its letters lie on their sides, for columns.
    var isVertical = false
    var isBold: Bool
    var isItalic: Bool
  }

  private(set) var font: Font
  private(set) var isDrawing = false
  private(set) var encoding: Int
  /// Whether the family is that of the event's own style.
  private(set) var isOwnFamily = true
  private let styles: [String: StyledScript.Style]
  private let own: StyledScript.Style

  init(style: StyledScript.Style, styles: [String: StyledScript.Style]) {
    self.styles = styles
    own = style
    encoding = style.encoding
    font = Self.font(of: style)
  }

  private static func font(of style: StyledScript.Style) -> Font {
    Font(
      family: style.font, isVertical: style.line.contains(",@" + style.font),
      isBold: style.isBold, isItalic: style.isItalic)
  }

  /// Takes in the overrides of one block.
  ///
  /// Those within an animation (`\t`) are no other: libass sets fonts at once.
  ///
  /// - Returns: Whether it sets a family or a size.
  mutating func apply(_ block: String) -> Bool {
    var sets = false
    for part in block.split(separator: "\\").dropFirst() {
      let tag = part.drop { $0 == " " }
      let name = tag.prefix { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
      let value = tag[name.endIndex...].prefix { $0 != "}" && $0 != "(" && $0 != ")" }
      switch name {
      case "b":
        let weight = Self.number(value)
        // The nearer of a family's two.
        font.isBold =
          [0, 1].contains(weight) || weight >= 100
          ? weight == 1 || weight > 550 : own.isBold
      case "i":
        let number = Self.number(value)
        font.isItalic = [0, 1].contains(number) ? number == 1 : own.isItalic
      case "p": isDrawing = Self.number(value) > 0
      case "fe": encoding = value.isEmpty ? own.encoding : Self.number(value)
      case "fs": sets = true
      default:
        let text = tag.prefix { $0 != "}" && $0 != "(" && $0 != ")" }
        if text.hasPrefix("fn") {
          setFamily(text.dropFirst(2))
        } else if text.hasPrefix("r") {
          reset(to: text.dropFirst())
        } else {
          continue
        }
        sets = true
      }
    }
    return sets
  }

  private mutating func setFamily(_ name: Substring) {
    let name = String(name.trimmed)
    guard !name.isEmpty, name != "0" else {
      let style = Self.font(of: own)
      (font.family, font.isVertical, isOwnFamily) = (style.family, style.isVertical, true)
      return
    }
    isOwnFamily = false
    font.isVertical = name.hasPrefix("@")
    font.family = String(name.drop { $0 == "@" })
  }

  /// A style that is not there is the event's own.
  private mutating func reset(to name: Substring) {
    let style = styles[String(name.trimmed)] ?? own
    font = Self.font(of: style)
    encoding = style.encoding
    isOwnFamily = style.name == own.name
  }

  /// The number at the front; -1 where there is none.
  private static func number(_ text: Substring) -> Int {
    Int(text.trimmed.prefix { ("0"..."9").contains($0) }.prefix(7)) ?? -1
  }
}

extension Substring {
  /// Without the spaces at its ends.
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
