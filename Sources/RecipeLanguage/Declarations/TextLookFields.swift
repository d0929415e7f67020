internal import FilmVocabulary

extension TextLook {
  /// The keys, for a mapping whose texts have such a look.
  ///
  /// - Parameters:
  ///   - font: What holds where no font is named.
  ///   - outline: The same for the outline.
  ///   - bold: The same for bold letters.
  static func fields<Record>(
    _ look: WritableKeyPath<Record, TextLook> & Sendable, font: String, outline: String,
    bold: String
  ) -> [Field<Record>] {
    [
      Field(
        "font", families, "The font's family, or a list of families that are tried in turn.",
        default: font
      ) { $0[keyPath: look].fonts = $1 },
      Field("bold", Shapes.boolean, "Whether the letters are bold.", default: bold) {
        $0[keyPath: look].isBold = $1
      },
      Field("italic", Shapes.boolean, "Whether the letters are slanted.", default: "false") {
        $0[keyPath: look].isItalic = $1
      },
      Field(
        "uppercase", Shapes.boolean, "Whether all letters are shown as capitals.",
        default: "false"
      ) { $0[keyPath: look].isUppercase = $1 },
      Field(
        "outline", Shapes.quantity("%", from: 0, to: 30, dividedBy: 100),
        "The outline's width, in percent of the font's size.", default: outline
      ) { $0[keyPath: look].outline = $1 },
      Field("outline_color", Shapes.color, "The outline's colour.", default: "black") {
        $0[keyPath: look].outlineColor = $1
      },
      Field(
        "shadow", Shapes.quantity("%", from: 0, to: 50, dividedBy: 100),
        "How far a shadow lies to the right and below, in percent of the font's size.",
        default: "0%"
      ) { $0[keyPath: look].shadow = $1 },
      Field("shadow_color", Shapes.color, "The shadow's colour.", default: "\"#000000A0\"") {
        $0[keyPath: look].shadowColor = $1
      },
      Field("box", Shapes.color, "The colour of a box behind the words.") {
        $0[keyPath: look].box = $1
      },
      Field(
        "box_padding", Shapes.quantity("%", from: 0, to: 200, dividedBy: 100),
        "How far the box reaches past the words to the left and right, in percent of the font's "
          + "size; half of it above and below.", default: "25%"
      ) { $0[keyPath: look].boxPadding = $1 },
      Field(
        "box_shape", Shapes.word("box shape", BoxShape.self),
        "One box behind all lines, or one behind each.", default: "block"
      ) { $0[keyPath: look].boxShape = $1 },
      Field(
        "align", Shapes.word("alignment", TextAlignment.self),
        "How lines lie to one another; at a side, they are aligned to it."
      ) { $0[keyPath: look].alignment = $1 },
      Field(
        "line_spacing", Shapes.number(Rational(1, 2), Rational(3)),
        "The distance of lines, as a multiple of the font's own.", default: "1"
      ) { $0[keyPath: look].lineSpacing = $1 },
      Field(
        "letter_spacing", Shapes.quantity("%", from: -20, to: 100, dividedBy: 100),
        "Space added between letters, in percent of the font's size.", default: "0%"
      ) { $0[keyPath: look].letterSpacing = $1 },
    ]
  }

  private static let families = Shape<[Located<String>]>.either(
    "a font family or a list of families",
    scalar: Shapes.name.located.map { [$0] },
    list: .list(of: Shapes.name.located, "a list of font families"))
}

extension TextLook {
  /// The name of a key that was given.
  var changedKey: String? {
    let plain = TextLook()
    if !fonts.isEmpty { return "font" }
    if box != nil { return "box" }
    if isBold != nil { return "bold" }
    if outline != nil { return "outline" }
    if alignment != nil { return "align" }
    if isItalic { return "italic" }
    if isUppercase { return "uppercase" }
    if shadow != plain.shadow { return "shadow" }
    if lineSpacing != plain.lineSpacing { return "line_spacing" }
    if letterSpacing != plain.letterSpacing { return "letter_spacing" }
    if boxPadding != plain.boxPadding { return "box_padding" }
    if boxShape != plain.boxShape { return "box_shape" }
    if shadowColor != plain.shadowColor { return "shadow_color" }
    return outlineColor == plain.outlineColor ? nil : "outline_color"
  }
}
