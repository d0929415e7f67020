/// A text in ASCII, which is all that flite reads, and where each byte came from.
struct EnglishText {
  let ascii: String
  /// For each byte, the Unicode scalar of the text that it stands for.
  private let origins: [Int]

  /// - Throws: ``SpeechError`` with the code `unspeakable` if the text has letters that no English
  ///   voice can say.
  init(_ text: String) throws(SpeechError) {
    var ascii = ""
    var origins: [Int] = []
    var unknown: [String] = []
    for (index, scalar) in text.unicodeScalars.enumerated() {
      let properties = scalar.properties
      let spelling: String
      if scalar.isASCII {
        spelling = properties.generalCategory == .control ? " " : String(scalar)
      } else if let known = Self.spellings[scalar] {
        spelling = known
      } else if properties.generalCategory == .nonspacingMark
        || properties.isDefaultIgnorableCodePoint
      {
        spelling = ""
      } else {
        if properties.isAlphabetic, !unknown.contains(String(scalar)) {
          unknown.append(String(scalar))
        }
        spelling = " "
      }
      ascii += spelling
      origins += [Int](repeating: index, count: spelling.utf8.count)
    }
    guard unknown.isEmpty else {
      throw SpeechError(
        .unspeakable,
        "flite speaks English only and cannot say \(unknown.prefix(5).joined(separator: ", ")); "
          + "use the engine espeak for this text.")
    }
    self.ascii = ascii
    self.origins = origins
  }

  /// Whether there is a letter, a number or a sign that flite has a name for.
  var hasWords: Bool {
    ascii.utf8.contains { Character(UnicodeScalar($0)).isLetter || (48...57).contains($0) }
      || ascii.contains { "@%&$+=#*".contains($0) }
  }

  /// Where some bytes of the ASCII text stand in the text, in Unicode scalars.
  func range(of bytes: Range<Int>) -> Range<Int> {
    let bytes = bytes.clamped(to: 0..<origins.count)
    guard let first = bytes.first, let last = bytes.last else {
      return origins.count..<origins.count
    }
    return origins[first]..<origins[last] + 1
  }

  /// Signs of typography and the Latin letters of English loan words and of European names.
  private static let spellings: [UnicodeScalar: String] = {
    let groups: [(String, String)] = [
      ("àáâãäåāăąǎ", "a"), ("ÀÁÂÃÄÅĀĂĄǍ", "A"), ("çćĉċč", "c"), ("ÇĆĈĊČ", "C"), ("ďđð", "d"),
      ("ĎĐÐ", "D"), ("èéêëēĕėęě", "e"), ("ÈÉÊËĒĔĖĘĚ", "E"), ("ĝğġģ", "g"), ("ĜĞĠĢ", "G"),
      ("ĥħ", "h"), ("ĤĦ", "H"), ("ìíîïĩīĭįıǐ", "i"), ("ÌÍÎÏĨĪĬĮİǏ", "I"), ("ĵ", "j"),
      ("Ĵ", "J"), ("ķ", "k"), ("Ķ", "K"), ("ĺļľŀł", "l"), ("ĹĻĽĿŁ", "L"), ("ñńņňŉ", "n"),
      ("ÑŃŅŇ", "N"), ("òóôõöøōŏőǒ", "o"), ("ÒÓÔÕÖØŌŎŐǑ", "O"), ("ŕŗř", "r"), ("ŔŖŘ", "R"),
      ("śŝşšș", "s"), ("ŚŜŞŠȘ", "S"), ("ţťŧț", "t"), ("ŢŤŦȚ", "T"), ("ùúûüũūŭůűųǔ", "u"),
      ("ÙÚÛÜŨŪŬŮŰŲǓ", "U"), ("ŵ", "w"), ("Ŵ", "W"), ("ýÿŷ", "y"), ("ÝŸŶ", "Y"), ("źżž", "z"),
      ("ŹŻŽ", "Z"), ("ß", "ss"), ("æ", "ae"), ("Æ", "AE"), ("œ", "oe"), ("Œ", "OE"),
      ("þ", "th"), ("Þ", "Th"), ("ﬁ", "fi"), ("ﬂ", "fl"),
      ("‘’‚′ʼ", "'"), ("“”„«»″", "\""), ("‐‑", "-"), ("–—―", ","), ("…", "..."), ("•·", ","),
      ("€", " euros "), ("£", " pounds "), ("¥", " yen "), ("°", " degrees "), ("©", " "),
      ("×", " times "), ("÷", " divided by "), ("½", " one half "), ("¼", " one quarter "),
    ]
    var spellings: [UnicodeScalar: String] = [:]
    for (scalars, spelling) in groups {
      for scalar in scalars.unicodeScalars { spellings[scalar] = spelling }
    }
    return spellings
  }()
}
