internal import CICU

/// Where a text may be broken, by the rules of Unicode and, for scripts without spaces between
/// words, by dictionaries.
public enum TextBreaks {
  struct Opportunity: Hashable {
    /// UTF-16 units from the start: the line may end before this one.
    var place: Int
    var isHard: Bool
  }

  /// Where lines may end; the last is the text's end.
  ///
  /// Korean breaks between words only.
  static func lines(of text: [UInt16], language: String) -> [Opportunity] {
    var found = breaks(reel_breaks_lines, of: text, language: language)
    found.removeAll { opportunity in
      !opportunity.isHard && opportunity.place > 0 && opportunity.place < text.count
        && isHangul(text[opportunity.place - 1]) && isHangul(text[opportunity.place])
    }
    if found.last?.place != text.count {
      found.append(Opportunity(place: text.count, isHard: false))
    }
    return found
  }

  /// Borders between what a reader takes for one character each; the last is the text's end.
  static func characters(of text: [UInt16]) -> [Int] {
    breaks(reel_breaks_characters, of: text, language: "").map(\.place)
  }

  /// The units in which a text can be shown word by word: borders of words at which a line may
  /// break as well. Places in Unicode scalars; neither the start nor the end is among them.
  public static func words(of text: String, language: String) -> [Int] {
    let units = Array(text.utf16)
    let lines = Set(lines(of: units, language: language).map(\.place))
    let borders = breaks(reel_breaks_words, of: units, language: language).map(\.place).filter {
      lines.contains($0) && $0 < units.count
    }
    var places: [Int] = []
    var unit = 0
    var next = borders[...]
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if next.first == unit {
        places.append(index)
        next.removeFirst()
      }
      unit += UTF16.width(scalar)
    }
    return places
  }

  private static func breaks(
    _ kind: Int32, of text: [UInt16], language: String
  ) -> [Opportunity] {
    guard !text.isEmpty else { return [] }
    return text.withUnsafeBufferPointer { units in
      guard let breaks = reel_breaks_open(kind, language, units.baseAddress, Int32(units.count))
      else { return [] }
      defer { reel_breaks_close(breaks) }
      var found: [Opportunity] = []
      var place = reel_breaks_next(breaks)
      while place >= 0 {
        let isHard = kind == reel_breaks_lines && reel_breaks_is_hard(breaks) != 0
        found.append(Opportunity(place: Int(place), isHard: isHard))
        place = reel_breaks_next(breaks)
      }
      return found
    }
  }

  private static func isHangul(_ unit: UInt16) -> Bool {
    (0xAC00...0xD7A3).contains(unit) || (0x1100...0x11FF).contains(unit)
      || (0x3130...0x318F).contains(unit)
  }
}
