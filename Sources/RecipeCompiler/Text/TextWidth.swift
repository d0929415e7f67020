/// How wide text is, in letters of the Latin alphabet: characters of Chinese, Japanese and Korean
/// count twice, and so do emoji, each of which is one character: a flag, a family, a tone of skin.
enum TextWidth {
  static func width(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  static func width(of character: Character) -> Int {
    character.unicodeScalars.contains(where: isWide) || FontSelector.isEmoji(character) ? 2 : 1
  }

  /// Cuts what is too wide for a line into parts that fit, if it can behind a mark at which long
  /// words and addresses may end.
  ///
  /// - Parameter fits: Whether a part fits a line.
  static func parts(of word: String, _ fits: (String) -> Bool) -> [String] {
    var parts: [String] = []
    var rest = word[...]
    while !rest.isEmpty {
      let count = longest(of: rest, fits)
      var part = rest.prefix(count)
      // Not so early that the line would stay empty; addresses behind a slash first.
      let earliest = part.index(part.startIndex, offsetBy: count / 3)
      if part.endIndex < rest.endIndex,
        let mark = part[earliest...].lastIndex(of: "/")
          ?? part[earliest...].lastIndex(where: marks.contains)
      {
        part = part[...mark]
      }
      // Not between a mark and the text that it belongs to.
      var end = part.endIndex
      while end > earliest, end < rest.endIndex, let last = part[..<end].last,
        startless.contains(rest[end]) || endless.contains(last)
      {
        end = part.index(before: end)
      }
      if end > earliest { part = part[..<end] }
      parts.append(String(part))
      rest = rest[part.endIndex...]
    }
    return parts
  }

  /// How many characters the longest beginning has that fits, at least one.
  ///
  /// Looks no further than twice as far as that: the text may be far longer than a line.
  private static func longest(of text: Substring, _ fits: (String) -> Bool) -> Int {
    var low = 1
    var high = 2
    while true {
      let beginning = text.prefix(high)
      guard fits(String(beginning)) else { break }
      guard beginning.endIndex < text.endIndex else { return beginning.count }
      (low, high) = (high, 2 * high)
    }
    high -= 1
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(String(text.prefix(middle))) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private static let marks: Set<Character> = [
    "/", "-", "\u{AD}", "_", ".", "?", "&", "=", "#", ",", ";", ":", "\u{2013}", "\u{2014}",
    "\u{200B}",
  ]

  /// Characters that may not begin a line.
  private static let startless = Set(
    "，。、；：！？）」』】〉》〕〗］｝”’…‥・ー〜々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ!),.:;?]}%،؛؟।ๆฯ")
  /// Characters that may not end one.
  private static let endless = Set("（「『【〈《〔〖［｛“‘([{¿¡")

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
