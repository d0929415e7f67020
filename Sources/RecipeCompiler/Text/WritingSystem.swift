/// A script, as far as it takes fonts of its own.
struct WritingSystem: Hashable {
  /// Its English name.
  var name: String
  /// The families that have it, in the order in which they are tried.
  var families: [String]
  /// The Debian package of the first.
  var package: String
  /// Whether words follow each other without spaces, so that only a dictionary parts them.
  var isUnspaced = false

  /// The script of a character; `nil` for what belongs to none, such as a full stop.
  static func of(_ scalar: Unicode.Scalar) -> WritingSystem? {
    let value = scalar.value
    guard value >= 0x0300 else { return value < 0x0250 ? latin : nil }
    // The last range that begins at or before the character.
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].first <= value { low = middle + 1 } else { high = middle }
    }
    guard low > 0, value <= blocks[low - 1].last else { return nil }
    return blocks[low - 1].system
  }

  /// What has signs for all scripts: arrows, shapes, mathematics.
  static let symbols = WritingSystem(
    name: "symbols",
    families: [
      "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Math", "Noto Music",
      "Noto Sans CJK SC",
    ], package: "fonts-noto-core")

  static let emoji = WritingSystem(
    name: "emoji", families: ["Noto Color Emoji"], package: "fonts-noto-color-emoji")

  /// Emoji without colours, for libass.
  static let plainEmojiFamilies = ["Noto Emoji", "Symbola"]

  /// Chinese, Japanese or Korean by the film's language; the characters that they share look
  /// different in each.
  static func eastAsian(language: String, kana: Bool, hangul: Bool) -> String {
    let tag = language.lowercased()
    if tag.hasPrefix("ja") || (kana && !tag.hasPrefix("zh")) { return "JP" }
    if tag.hasPrefix("ko") || (hangul && !tag.hasPrefix("zh")) { return "KR" }
    if tag.contains("hk") || tag.hasPrefix("yue") { return "HK" }
    if tag.contains("hant") || tag.hasSuffix("tw") || tag.hasSuffix("mo") { return "TC" }
    return "SC"
  }

  static let latin = sans("Latin")

  static let arabic = WritingSystem(
    name: "Arabic", families: ["Noto Sans Arabic", "Noto Naskh Arabic"],
    package: "fonts-noto-core")

  static let eastAsian = WritingSystem(
    name: "Chinese or Japanese", families: ["Noto Sans CJK"], package: "fonts-noto-cjk",
    isUnspaced: true)

  static func sans(_ name: String) -> WritingSystem {
    WritingSystem(name: name, families: ["Noto Sans"], package: "fonts-noto-core")
  }

  static let hangul = WritingSystem(
    name: "Korean", families: eastAsian.families, package: eastAsian.package)

  /// Whether its fonts are those of Chinese, Japanese and Korean, which differ by language.
  var isEastAsian: Bool { families == Self.eastAsian.families }

  static func core(_ name: String, unspaced: Bool = false) -> WritingSystem {
    WritingSystem(
      name: name, families: ["Noto Sans " + name, "Noto Serif " + name],
      package: "fonts-noto-core", isUnspaced: unspaced)
  }

  static let canadian = WritingSystem(
    name: "Canadian syllabics", families: ["Noto Sans Canadian Aboriginal"],
    package: "fonts-noto-core")
}
