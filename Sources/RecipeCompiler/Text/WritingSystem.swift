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
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].first <= value { low = middle + 1 } else { high = middle }
    }
    guard low > 0, value <= ranges[low - 1].last else { return nil }
    return ranges[low - 1].system
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

  private static let latin = sans("Latin")

  private static let arabic = WritingSystem(
    name: "Arabic", families: ["Noto Sans Arabic", "Noto Naskh Arabic"],
    package: "fonts-noto-core")

  static let eastAsian = WritingSystem(
    name: "Chinese or Japanese", families: ["Noto Sans CJK"], package: "fonts-noto-cjk",
    isUnspaced: true)

  private static func sans(_ name: String) -> WritingSystem {
    WritingSystem(name: name, families: ["Noto Sans"], package: "fonts-noto-core")
  }

  private static let hangul = WritingSystem(
    name: "Korean", families: eastAsian.families, package: eastAsian.package)

  /// Whether its fonts are those of Chinese, Japanese and Korean, which differ by language.
  var isEastAsian: Bool { families == Self.eastAsian.families }

  private static func core(_ name: String, unspaced: Bool = false) -> WritingSystem {
    WritingSystem(
      name: name, families: ["Noto Sans " + name, "Noto Serif " + name],
      package: "fonts-noto-core", isUnspaced: unspaced)
  }

  private struct Span {
    var first: UInt32
    var last: UInt32
    var system: WritingSystem
  }

  /// In order, by the blocks of Unicode.
  private static let ranges: [Span] = blocks.map {
    Span(first: $0.0, last: $0.1, system: $0.2)
  }

  private static let blocks: [(UInt32, UInt32, WritingSystem)] = [
    (0x0370, 0x03FF, sans("Greek")),
    (0x0400, 0x052F, sans("Cyrillic")),
    (0x0530, 0x058F, core("Armenian")),
    (0x0590, 0x05FF, core("Hebrew")),
    (0x0600, 0x06FF, arabic),
    (0x0700, 0x074F, core("Syriac")),
    (0x0750, 0x077F, arabic),
    (0x0780, 0x07BF, core("Thaana")),
    (0x07C0, 0x07FF, core("NKo")),
    (0x0800, 0x083F, core("Samaritan")),
    (0x0840, 0x085F, core("Mandaic")),
    (0x0860, 0x08FF, arabic),
    (0x0900, 0x097F, core("Devanagari")),
    (0x0980, 0x09FF, core("Bengali")),
    (0x0A00, 0x0A7F, core("Gurmukhi")),
    (0x0A80, 0x0AFF, core("Gujarati")),
    (0x0B00, 0x0B7F, core("Oriya")),
    (0x0B80, 0x0BFF, core("Tamil")),
    (0x0C00, 0x0C7F, core("Telugu")),
    (0x0C80, 0x0CFF, core("Kannada")),
    (0x0D00, 0x0D7F, core("Malayalam")),
    (0x0D80, 0x0DFF, core("Sinhala")),
    (0x0E00, 0x0E7F, core("Thai", unspaced: true)),
    (0x0E80, 0x0EFF, core("Lao", unspaced: true)),
    (0x0F00, 0x0FFF, core("Tibetan")),
    (0x1000, 0x109F, core("Myanmar", unspaced: true)),
    (0x10A0, 0x10FF, core("Georgian")),
    (0x1100, 0x11FF, hangul),
    (0x1200, 0x139F, core("Ethiopic")),
    (0x13A0, 0x13FF, core("Cherokee")),
    (0x1400, 0x167F, canadian),
    (0x1680, 0x169F, core("Ogham")),
    (0x16A0, 0x16FF, core("Runic")),
    (0x1700, 0x171F, core("Tagalog")),
    (0x1780, 0x17FF, core("Khmer", unspaced: true)),
    (0x1800, 0x18AF, core("Mongolian")),
    (0x18B0, 0x18FF, canadian),
    (0x19E0, 0x19FF, core("Khmer", unspaced: true)),
    (0x1B00, 0x1B7F, core("Balinese")),
    (0x1C80, 0x1C8F, latin),
    (0x1C90, 0x1CBF, core("Georgian")),
    (0x1D00, 0x1DBF, latin),
    (0x1E00, 0x1FFF, latin),
    (0x2C00, 0x2C5F, core("Glagolitic")),
    (0x2C60, 0x2C7F, latin),
    (0x2C80, 0x2CFF, core("Coptic")),
    (0x2D00, 0x2D2F, core("Georgian")),
    (0x2D30, 0x2D7F, core("Tifinagh")),
    (0x2D80, 0x2DDF, core("Ethiopic")),
    (0x2E80, 0x2FFF, eastAsian),
    (0x3000, 0x312F, eastAsian),
    (0x3130, 0x318F, hangul),
    (0x3190, 0x31FF, eastAsian),
    (0x3200, 0x9FFF, eastAsian),
    (0xA000, 0xA4CF, core("Yi")),
    (0xA4D0, 0xA4FF, core("Lisu")),
    (0xA500, 0xA63F, core("Vai")),
    (0xA640, 0xA69F, latin),
    (0xA720, 0xA7FF, latin),
    (0xA8E0, 0xA8FF, core("Devanagari")),
    (0xA960, 0xA97F, hangul),
    (0xA980, 0xA9DF, core("Javanese")),
    (0xA9E0, 0xA9FF, core("Myanmar", unspaced: true)),
    (0xAA60, 0xAA7F, core("Myanmar", unspaced: true)),
    (0xAB30, 0xAB6F, latin),
    (0xAC00, 0xD7FF, hangul),
    (0xF900, 0xFAFF, eastAsian),
    (0xFB00, 0xFB06, latin),
    (0xFB13, 0xFB17, core("Armenian")),
    (0xFB1D, 0xFB4F, core("Hebrew")),
    (0xFB50, 0xFDFF, arabic),
    (0xFE30, 0xFE4F, eastAsian),
    (0xFE70, 0xFEFC, arabic),
    (0xFF00, 0xFFEF, eastAsian),
    (0x10330, 0x1034F, core("Gothic")),
    (0x10400, 0x1044F, core("Deseret")),
    (0x12000, 0x1254F, core("Cuneiform")),
    (0x13000, 0x1342F, core("Egyptian Hieroglyphs")),
    (0x1B000, 0x1B16F, eastAsian),
    (0x1E900, 0x1E95F, core("Adlam")),
    (0x20000, 0x3FFFD, eastAsian),
  ]

  private static let canadian = WritingSystem(
    name: "Canadian syllabics", families: ["Noto Sans Canadian Aboriginal"],
    package: "fonts-noto-core")
}
