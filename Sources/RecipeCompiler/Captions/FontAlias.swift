import FilmVocabulary

/// Fonts whose letters are as wide as those of others that many scripts name and few machines have.
enum FontAlias {
  /// What may take a font's place, the first one first.
  ///
  /// - Parameter name: A family's name, or the full or PostScript name of one of its faces.
  static func names(for name: String) -> [String] {
    let face = FaceName(name)
    guard face.isUsual else { return table[plain(name)] ?? [] }
    // "Arial Bold" is one face, whatever the script says of bold letters.
    let style = (face.isBold ? " Bold" : "") + (face.isItalic ? " Italic" : "")
    return (table[plain(name)] ?? table[plain(face.family)] ?? []).map { $0 + style }
  }

  private static func plain(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// By the letters of their names; PostScript names of some fonts end in "MT" or "PSMT".
  private static let table: [String: [String]] = {
    let sans = ["Liberation Sans", "Arimo"]
    let serif = ["Liberation Serif", "Tinos"]
    let mono = ["Liberation Mono", "Cousine"]
    return [
      "arial": sans, "arialmt": sans, "helvetica": sans, "arialunicodems": sans,
      "timesnewroman": serif, "timesnewromanps": serif, "timesnewromanpsmt": serif, "times": serif,
      "timesroman": serif,
      "couriernew": mono, "couriernewps": mono, "couriernewpsmt": mono, "courier": mono,
      "arialnarrow": ["Liberation Sans Narrow"], "calibri": ["Carlito"], "cambria": ["Caladea"],
      "georgia": ["Gelasio"],
    ]
  }()
}
