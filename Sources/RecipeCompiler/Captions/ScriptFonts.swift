import FilmVocabulary
import RecipeLanguage

/// Gives the letters of a script fonts that have them.
///
/// libass takes no character from another font than the one that its style or an override names.
/// So what that font lacks is put between overrides that name one which has it. Texts whose fonts
/// have all of them stay as they are.
final class ScriptFonts {
  /// An event's text and what it needs.
  struct Result {
    /// As in ``StyledScript/Event/fields``.
    var fields: String
    var fonts: Set<FontFile> = []
    /// What no font has.
    var missing: [FontSelector.Missing] = []
    /// Whether emoji were left out that libass cannot draw.
    var lacksEmoji = false
  }

  private let services: any CompilerServices
  private let language: String
  private let styles: [String: StyledScript.Style]
  /// What takes the place of the families that the script names.
  private let families: [String: String]
  /// Whether `\n` breaks a line; else it is a space.
  private let breaksAtSmallN: Bool
  private var coverages: [ScriptFontState.Font: FontCoverage] = [:]

  init(
    script: StyledScript, families: [String: String], language: String,
    services: any CompilerServices
  ) {
    self.services = services
    self.language = language
    self.families = families
    styles = Dictionary(script.styles.map { ($0.name, $0) }) { $1 }
    breaksAtSmallN = script.head.contains("WrapStyle: 2")
  }

  /// - Parameter style: The name of the event's style.
  func result(for fields: String, style: String) -> Result {
    // A script without styles has those of libass, in the font that takes the place of others.
    let style =
      styles[style]
      ?? .init(name: style, font: SubtitleStyle.defaultFont, isBold: false, line: "")
    // Style, name, three margins and effect stand before it.
    let commas = fields.utf8.indices.lazy.filter { fields.utf8[$0] == UInt8(ascii: ",") }
    guard let comma = commas.prefix(6).dropFirst(5).first else { return Result(fields: fields) }
    let start = fields.utf8.index(after: comma)
    let pieces = ScriptPiece.pieces(of: String(fields[start...]))
    var result = Result(fields: fields)
    var state = ScriptFontState(style: style, styles: styles)
    var isComplete = true
    var letters = ""
    for piece in pieces {
      switch piece {
      case .block(let text): _ = state.apply(text)
      case .letters(let text) where !state.isDrawing:
        let coverage = coverage(of: state.font)
        // Also the face of the script's own family, which may be an italic one.
        if let font = coverage.font { result.fonts.insert(font) }
        isComplete = isComplete && coverage.hasAll(of: text)
        letters += text
      case .escape, .letters: break
      }
    }
    guard !isComplete else { return result }
    let parts = parts(
      of: pieces, state: ScriptFontState(style: style, styles: styles), letters: letters,
      result: &result)
    var text = ScriptTextWriter.text(of: parts)
    if state.encoding != -1, parts.contains(where: \.isInOtherFont),
      letters.unicodeScalars.contains(where: \.isRightToLeft)
    {
      text = laidOutWhole(text, state: ScriptFontState(style: style, styles: styles))
    }
    result.fields = fields[..<start] + text
    return result
  }

  // MARK: Parts

  private func parts(
    of pieces: [ScriptPiece], state start: ScriptFontState, letters: String,
    result: inout Result
  ) -> [ScriptTextWriter.Part] {
    var state = start
    var parts: [ScriptTextWriter.Part] = []
    for piece in pieces {
      switch piece {
      case .block(let text): parts.append(.other(text, endsRun: state.apply(text)))
      case .escape(let text): parts.append(.other(text, endsRun: false))
      case .letters(let text) where state.isDrawing: parts.append(.other(text, endsRun: false))
      case .letters(let text): append(text, state, context: letters, to: &parts, result: &result)
      }
    }
    return parts
  }

  private func append(
    _ text: String, _ state: ScriptFontState, context: String,
    to parts: inout [ScriptTextWriter.Part], result: inout Result
  ) {
    let own = coverage(of: state.font)
    let selector = FontSelector(
      services: services, language: language,
      wish: .init(
        families: [own.family], isBold: state.font.isBold, isItalic: state.font.isItalic),
      context: context, emojiFamilies: WritingSystem.plainEmojiFamilies)
    let found = selector.runs(of: text)
    let missing = Set(found.missing.map(\.scalar))
    var rest = found.runs[...]
    var place = 0
    var font: FontFile?
    func next() -> FontFile? {
      if let run = rest.first, run.start == place {
        font = own.holds(run.font) ? nil : run.font
        rest.removeFirst()
      }
      place += 1
      return font
    }
    for character in text {
      let scalars = character.unicodeScalars
      let fonts = scalars.map { _ in next() }
      if own.hasAll(of: character) {
        parts.append(part(complete: character, font: fonts.last ?? nil, after: parts.last))
        continue
      }
      if scalars.allSatisfy({ !FontSelector.needsGlyph($0) && FontCoverage.drawsBox($0) }) {
        parts.append(scalars.allSatisfy(\.properties.isWhitespace) ? .space(" ") : .nothing)
        continue
      }
      /// What has one font, with the invisible behind it.
      var shown: [(text: String, font: FontFile?)] = []
      for (scalar, font) in zip(scalars, fonts) {
        // A digit's key would be drawn as a box beside it.
        if scalar == "\u{20E3}" {
          result.lacksEmoji = true
        } else if missing.contains(scalar) {
          if FontSelector.isEmoji(character) || scalar.properties.isEmoji {
            result.lacksEmoji = true
          } else {
            result.missing += found.missing.filter { $0.scalar == scalar }.prefix(1)
          }
        } else if let last = shown.last, last.font == font || !FontSelector.needsGlyph(scalar) {
          shown[shown.count - 1].text.unicodeScalars.append(scalar)
        } else if FontSelector.needsGlyph(scalar) {
          shown.append((String(scalar), font))
        }
      }
      if shown.isEmpty { parts.append(.nothing) }
      for (text, font) in shown {
        if let font { result.fonts.insert(font) }
        parts.append(.letters(text, font.map { run($0, state, own) }))
      }
    }
  }

  /// The part for a character that the text's own font has.
  ///
  /// - Parameter font: Another that would be chosen for it.
  private func part(
    complete character: Character, font: FontFile?, after last: ScriptTextWriter.Part?
  ) -> ScriptTextWriter.Part {
    let scalars = character.unicodeScalars
    if !scalars.contains(where: FontSelector.needsGlyph) { return .space(String(character)) }
    // Between ideographs some marks are as wide as those.
    if let font, case .letters(_, let run?) = last, run.font == font,
      scalars.allSatisfy(FontSelector.isShared)
    {
      return .letters(String(character), run)
    }
    return .letters(String(character), nil)
  }

  private func run(
    _ font: FontFile, _ state: ScriptFontState, _ own: FontCoverage
  ) -> ScriptTextWriter.Run {
    let mark = state.font.isVertical ? "@" : ""
    return ScriptTextWriter.Run(
      font: font, family: mark + font.family, back: state.isOwnFamily ? "" : mark + own.family,
      scale: font.lineHeight / (own.font?.lineHeight ?? font.lineHeight),
      hasSpace: services.advance(of: " ", in: font) != nil)
  }

  // MARK: Directions

  /// A text whose runs are put in the order of their directions all together, as they would be
  /// with one font. libass does so for texts of the encoding -1 only, whose lines begin on the
  /// side of their first letter: an invisible one that is written from the left keeps those where
  /// they would begin at the right.
  private func laidOutWhole(_ text: String, state: ScriptFontState) -> String {
    var state = state
    var result = ""
    var line = ""
    var startsAtRight: Bool?
    func endLine() {
      result += (startsAtRight == true ? "\u{200E}" : "") + line
      (line, startsAtRight) = ("", nil)
    }
    for piece in ScriptPiece.pieces(of: text) {
      switch piece {
      case .block(let text):
        line += text
        _ = state.apply(text)
      case .letters(let text):
        line += text
        if !state.isDrawing { startsAtRight = startsAtRight ?? text.startsAtRight }
      case .escape(let text):
        line += text
        if text == "\\N" || (text == "\\n" && breaksAtSmallN) { endLine() }
      }
    }
    endLine()
    return result + "{\\fe-1}"
  }

  // MARK: The script's own fonts

  private func coverage(of font: ScriptFontState.Font) -> FontCoverage {
    if let known = coverages[font] { return known }
    func face(_ family: String, bold: Bool, italic: Bool) -> FontFile? {
      services.fontFile(family: family, bold: bold, italic: italic)
    }
    var family = families[font.family] ?? font.family
    if face(family, bold: false, italic: false) == nil { family = SubtitleStyle.defaultFont }
    let usual = [false, true].compactMap { face(family, bold: $0, italic: false) }
    let coverage = FontCoverage(
      family: usual.first?.family ?? family,
      font: face(family, bold: font.isBold, italic: font.isItalic), others: usual,
      services: services)
    coverages[font] = coverage
    return coverage
  }
}
