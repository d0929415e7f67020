internal import FilmVocabulary

/// What the overrides of SubStation Alpha (`{\i1\an8}`) amount to for text alone: letters,
/// colours, places and the times of karaoke. All else (blur, moves, borders) is left out.
struct OverrideState {
  private var isItalic: Bool?
  private var isBold: Bool?
  private var isUnderlined: Bool?
  private var isStruck: Bool?
  private var color: Color?
  private var resetsColor = false
  /// On a number pad; the first one counts.
  private var alignment: Int?
  /// The first one counts.
  private var position: (x: Rational, y: Rational)?
  /// Whether what follows is a drawing and no text.
  private(set) var isDrawing = false
  /// The style that the text was reset to, if not the event's own.
  private(set) var style: String?
  /// Milliseconds from the event's start to the syllable that begins; taken by
  /// ``takeSyllable()``.
  private var syllable: Int?
  private var sung = 0
  /// Families that the text switches to.
  private(set) var fonts: [String] = []
  /// Styles that the text is reset to.
  private(set) var styles: [String] = []

  /// - Parameter style: The number-pad place of the event's style, or `nil` for the bottom.
  func placement(
    style: Int? = nil, width: Int, height: Int
  ) -> CaptionPlacement? {
    let pad = alignment ?? style ?? 2
    guard let anchor = Self.anchors[pad] else { return nil }
    guard let position else { return pad == 2 ? nil : CaptionPlacement(anchor: anchor) }
    func fraction(_ value: Rational, of size: Int) -> Rational {
      // Hundredths of a percent are finer than a pixel.
      let parts = (value * Rational(10_000) / Rational(max(size, 1))).rounded
      return Rational(min(max(parts, 0), 10_000), 10_000)
    }
    return CaptionPlacement(
      anchor: anchor, x: fraction(position.x, of: width), y: fraction(position.y, of: height))
  }

  func markup(over base: TextMarkup) -> TextMarkup {
    TextMarkup(
      isItalic: isItalic ?? base.isItalic, isBold: isBold ?? base.isBold,
      isUnderlined: isUnderlined ?? base.isUnderlined, isStruck: isStruck ?? base.isStruck,
      color: resetsColor ? nil : color ?? base.color)
  }

  mutating func takeSyllable() -> Int? {
    defer { syllable = nil }
    return syllable
  }

  /// Takes in the overrides of one block, without its braces.
  mutating func apply(_ block: ArraySlice<UInt8>) {
    var index = block.startIndex
    while index < block.endIndex {
      guard block[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      index += 1
      let start = index
      var depth = 0
      while index < block.endIndex, depth > 0 || block[index] != UInt8(ascii: "\\") {
        if block[index] == UInt8(ascii: "(") { depth += 1 }
        if block[index] == UInt8(ascii: ")") { depth = max(0, depth - 1) }
        index += 1
      }
      applyTag(block[start..<index].trimmed)
    }
  }

  private mutating func applyTag(_ tag: ArraySlice<UInt8>) {
    let letters = tag.prefix { (65...90).contains($0) || (97...122).contains($0) }
    let name = String(decoding: letters, as: UTF8.self)
    let rest = tag[letters.endIndex...].trimmed
    switch name {
    case "i": isItalic = Self.integer(rest).map { $0 != 0 }
    case "b": isBold = Self.integer(rest).map { $0 == 1 || $0 >= 600 }
    case "u": isUnderlined = Self.integer(rest).map { $0 != 0 }
    case "s": isStruck = Self.integer(rest).map { $0 != 0 }
    case "c": setColor(rest)
    case "": if tag.hasPrefix("1c") { setColor(tag.dropFirst(2)) }
    case "p": isDrawing = (Self.integer(rest) ?? 0) > 0
    case "an": place(Self.integer(rest))
    case "a": place(Self.integer(rest).flatMap(Self.numberPad(ofOldAlignment:)))
    case "pos", "move": move(rest)
    case "k", "K", "kf", "ko":
      syllable = sung
      sung += max(0, Self.integer(rest) ?? 0) * 10
    default:
      let text = String(decoding: tag.trimmed, as: UTF8.self)
      if text.hasPrefix("fn") {
        let family = text.dropFirst(2).drop { $0 == " " || $0 == "@" }
        if !family.isEmpty { fonts.append(String(family)) }
      } else if text.hasPrefix("r") {
        reset(to: String(text.dropFirst()))
      }
    }
  }

  private mutating func setColor(_ value: ArraySlice<UInt8>) {
    color = ScriptColor.color(value)
    resetsColor = color == nil
  }

  private mutating func place(_ pad: Int?) {
    guard alignment == nil, let pad, Self.anchors[pad] != nil else { return }
    alignment = pad
  }

  private mutating func move(_ arguments: ArraySlice<UInt8>) {
    guard position == nil else { return }
    let parts = String(decoding: arguments, as: UTF8.self).split { "(), ".contains($0) }
    guard parts.count >= 2, let x = Self.decimal(parts[0]), let y = Self.decimal(parts[1]) else {
      return
    }
    position = (x, y)
  }

  private mutating func reset(to style: String) {
    (isItalic, isBold, isUnderlined, isStruck, color) = (nil, nil, nil, nil, nil)
    resetsColor = false
    self.style = style.isEmpty ? nil : style
    if !style.isEmpty { styles.append(style) }
  }

  /// The number at the front; `nil` if there is none, which resets to the style.
  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix { (48...57).contains($0) }.prefix(7)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private static func decimal(_ text: Substring) -> Rational? {
    let isNegative = text.first == "-"
    let parts = text.drop { $0 == "-" || $0 == "+" }.split(
      separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, whole.utf8.count <= 6,
      let units = whole.isEmpty ? 0 : Int(whole)
    else { return nil }
    let digits = parts.count == 2 ? parts[1].prefix(2) : ""
    guard let fraction = digits.isEmpty ? 0 : Int(digits) else { return nil }
    let value = Rational(units) + Rational(fraction, digits.utf8.count == 1 ? 10 : 100)
    return isNegative ? .zero - value : value
  }

  /// SubStation Alpha's own numbering, before the number pad: 1 to 3 below, 5 to 7 above, 9 to
  /// 11 in the middle.
  static func numberPad(ofOldAlignment value: Int) -> Int? {
    switch value {
    case 1...3: value
    case 5...7: value + 2
    case 9...11: value - 5
    default: nil
    }
  }

  /// The place of an anchor on a number pad.
  static func numberPad(of anchor: Anchor) -> Int {
    anchors.first { $0.value == anchor }?.key ?? 2
  }

  private static let anchors: [Int: Anchor] = [
    1: .bottomLeft, 2: .bottom, 3: .bottomRight, 4: .left, 5: .center, 6: .right, 7: .topLeft,
    8: .top, 9: .topRight,
  ]
}

/// Colours of SubStation Alpha: `&HBBGGRR&`, `&HAABBGGRR` or a decimal number.
enum ScriptColor {
  static func color(_ bytes: ArraySlice<UInt8>) -> Color? {
    var text = String(decoding: bytes, as: UTF8.self).filter { $0 != "&" && $0 != " " }
    let isHex = text.first == "H" || text.first == "h"
    if isHex { text.removeFirst() }
    guard !text.isEmpty, text.utf8.count <= 10,
      let value = Int64(text, radix: isHex ? 16 : 10)
    else { return nil }
    let bits = UInt32(truncatingIfNeeded: value)
    return Color(
      red: UInt8(bits & 255), green: UInt8(bits >> 8 & 255), blue: UInt8(bits >> 16 & 255))
  }
}
