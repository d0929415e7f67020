import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// Chooses a font for every character of a text: the first of the style's families that has it,
/// else the first of its script's.
///
/// What is one character for a reader (a letter with its marks, a family of emoji) has one font, if
/// any has all of it.
struct FontSelector {
  /// The families that a style names, and the faces that it wants of them.
  struct Wish {
    var families: [String]
    var isBold: Bool
    var isItalic: Bool
  }

  var services: any CompilerServices
  /// The film's, a BCP 47 tag or empty.
  var language: String
  var wish: Wish
  /// What else stands beside the text: it tells Japanese and Korean from Chinese.
  var context = ""
  /// The families for what is to be shown as an emoji.
  var emojiFamilies = WritingSystem.emoji.families

  /// A run of characters with one font.
  struct Run {
    /// Unicode scalars from the start of the text.
    var start: Int
    var font: FontFile
  }

  /// A character that no installed font has.
  struct Missing {
    var scalar: Unicode.Scalar
    var system: WritingSystem
    /// The family of its script that is installed, and that does not have it; `nil` if none is.
    var installed: String?
  }

  /// The style's own font; `nil` if none of its families is installed.
  var primary: FontFile? { wish.families.lazy.compactMap(file).first }

  /// The first of the style's families that is installed, else the first.
  var family: String { wish.families.first { file($0) != nil } ?? wish.families[0] }

  /// - Returns: The runs, in order from the text's start, and what no font has.
  func runs(of text: String) -> (runs: [Run], missing: [Missing]) {
    guard let primary else { return ([], []) }
    var runs: [Run] = []
    var missing: [Missing] = []
    // Most texts never ask.
    lazy var region = WritingSystem.eastAsian(
      language: language,
      kana: (context + text).unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) },
      hangul: (context + text).unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) })
    var place = 0
    var before: WritingSystem?
    var isAfterEmoji = false
    func append(_ found: FontFile?, _ count: Int) {
      // Spaces of the fonts of emoji are as wide as those.
      let font = found ?? (isAfterEmoji ? primary : runs.last?.font) ?? primary
      if runs.last?.font != font { runs.append(Run(start: place, font: font)) }
      place += count
    }
    for character in text {
      let scalars = Array(character.unicodeScalars)
      let isEmoji = Self.isEmoji(character)
      let system = scalars.first { Self.needsGlyph($0) }.flatMap(WritingSystem.of)
      func choice(for scalars: [Unicode.Scalar]) -> Choice {
        self.choice(for: scalars, isEmoji: isEmoji, after: before, region: region)
      }
      switch choice(for: scalars) {
      case .font(let font): append(font, scalars.count)
      case .any: append(nil, scalars.count)
      case .none:
        // A letter with marks that its font lacks: each from a font of its own.
        for scalar in scalars {
          let found = choice(for: [scalar])
          if case .font(let font) = found { append(font, 1) } else { append(nil, 1) }
          guard case .none = found else { continue }
          let lacking = isEmoji ? .emoji : WritingSystem.of(scalar) ?? system ?? .symbols
          let families = Self.families(of: lacking, region: region)
          missing.append(
            Missing(
              scalar: scalar, system: lacking, installed: families.first { file($0) != nil }))
        }
      }
      isAfterEmoji = isEmoji
      if let system = scalars.first.flatMap(WritingSystem.of) { before = system }
    }
    // What only says how others are to be shown shows nothing where no font has it.
    return (runs, missing.filter { $0.scalar.properties.generalCategory != .format })
  }

  /// How wide a text is, in thousandths of the font's size, letter by letter. A flag or a family is
  /// one picture, as wide as any other.
  func width(of text: String) -> Int {
    let (runs, _) = runs(of: text)
    var rest = runs[...]
    var font = rest.popFirst()?.font
    var width = 0
    var place = 0
    for character in text {
      let scalars = character.unicodeScalars
      let isPicture = scalars.count > 1 && Self.isEmoji(character)
      var widest = 0
      for scalar in scalars {
        if let next = rest.first, next.start == place {
          font = next.font
          rest.removeFirst()
        }
        place += 1
        let advance = font.flatMap { services.advance(of: scalar, in: $0) } ?? 0
        widest = isPicture ? max(widest, advance) : widest + advance
      }
      width += widest
    }
    return width
  }

  // MARK: One character

  private func file(_ family: String) -> FontFile? {
    services.fontFile(family: family, bold: wish.isBold, italic: wish.isItalic)
  }

  /// What some characters can be set in.
  private enum Choice {
    case font(FontFile)
    /// They show nothing.
    case any
    /// No font has all of them.
    case none
  }

  /// - Parameters:
  ///   - before: The script of the text before it.
  ///   - region: What tells Chinese, Japanese and Korean families apart.
  private func choice(
    for scalars: [Unicode.Scalar], isEmoji: Bool, after before: WritingSystem?,
    region: @autoclosure () -> String
  ) -> Choice {
    let needed = scalars.filter(Self.needsGlyph)
    guard let first = needed.first else { return .any }
    let system = WritingSystem.of(first)
    func font(in families: [String]) -> FontFile? {
      families.lazy.compactMap(file).first { file in
        needed.allSatisfy { services.advance(of: $0, in: file) != nil }
      }
    }
    // Between ideographs shared marks are as wide as those.
    let isWide = system == nil && !isEmoji && before == .eastAsian && Self.isShared(first)
    let found =
      (isEmoji ? font(in: emojiFamilies) : nil)
      ?? (isWide ? font(in: Self.families(of: .eastAsian, region: region())) : nil)
      ?? font(in: wish.families)
      ?? system.flatMap { font(in: Self.families(of: $0, region: region())) }
      ?? font(in: ["Noto Sans"] + WritingSystem.symbols.families + emojiFamilies)
    return found.map(Choice.font) ?? .none
  }

  private static func families(of system: WritingSystem, region: String) -> [String] {
    guard system.isEastAsian else { return system.families }
    return system.families.map { $0 + " " + region }
  }

  /// Whether the font must have it: the shaper makes spaces itself, and what is invisible by
  /// definition needs nothing.
  static func needsGlyph(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value > 0x20 }
    let properties = scalar.properties
    return !properties.isDefaultIgnorableCodePoint && scalar.value >= 0xA0
      && (!properties.isWhitespace || scalar.value == 0x3000)
  }

  /// Punctuation that Latin and East Asian text share.
  static func isShared(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2018...0x201F, 0x2014, 0x2015, 0x2025, 0x2026, 0x00B7: true
    default: false
    }
  }

  /// Whether a character is to be shown as a picture in colour.
  static func isEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.value > 0xFF || scalars.count > 1 else { return false }
    if scalars.contains("\u{FE0E}") { return false }
    if scalars.contains("\u{FE0F}") { return first.properties.isEmoji }
    if scalars.dropFirst().contains(where: { $0.properties.isEmojiModifier }) { return true }
    return first.properties.isEmojiPresentation
  }
}
