/// How wide text is, in letters of the Latin alphabet: characters of Chinese, Japanese and Korean
/// count twice.
enum TextWidth {
  static func width(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  static func width(of character: Character) -> Int {
    character.unicodeScalars.contains(where: isWide) ? 2 : 1
  }

  /// Cuts what is too wide for a line into parts that fit: text in scripts that are written
  /// without spaces at the line's full width, and else only words far too long to stand over a
  /// little, because a word that is cut reads badly.
  static func parts(of word: String, width limit: Int) -> [String] {
    let isWide = word.contains { width(of: $0) > 1 }
    guard width(of: word) > (isWide ? limit : limit * 5 / 4) else { return [word] }
    var parts: [String] = []
    var part = ""
    var used = 0
    for character in word {
      let needed = width(of: character)
      if used + needed > limit, !part.isEmpty {
        parts.append(part)
        (part, used) = ("", 0)
      }
      part.append(character)
      used += needed
    }
    return part.isEmpty ? parts : parts + [part]
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
