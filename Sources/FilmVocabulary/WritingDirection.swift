extension Unicode.Scalar {
  /// Whether it is written from right to left: by its block, which is what matters to whole texts.
  public var isRightToLeft: Bool {
    switch value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
      0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}

extension StringProtocol {
  /// Whether the first letter that has a direction is written from the right; `nil` if none has.
  public var startsAtRight: Bool? {
    unicodeScalars.lazy.compactMap { scalar in
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
        scalar.isRightToLeft
      default: scalar == "\u{200E}" ? false : scalar == "\u{200F}" ? true : nil
      }
    }.first
  }

  /// An invisible letter that has to stand before a text for it to be laid out from the right, or
  /// from the left: empty where its own first letter does that.
  public func directionMark(fromRight: Bool) -> String {
    (startsAtRight ?? false) == fromRight ? "" : fromRight ? "\u{200F}" : "\u{200E}"
  }
}

extension Unicode.Scalar {
  /// Whether it is of a script whose letters join, so that space between them would tear words
  /// apart.
  public var joinsNeighbours: Bool {
    switch value {
    // Arabic, Syriac, N'Ko, Mandaic; their digits stand apart, but seldom alone.
    case 0x0600...0x077F, 0x07C0...0x07FF, 0x0840...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE: true
    // Devanagari, Bengali, Gurmukhi.
    case 0x0900...0x0A7F, 0xA8E0...0xA8FF: true
    // Mongolian.
    case 0x1800...0x18AF, 0x11660...0x1167F: true
    default: false
    }
  }
}
