import FilmVocabulary
import Testing

@testable import RecipeCompiler

/// Which letters of a script's texts are put into another font, and how.
@Suite("Fonts of a script's letters")
struct ScriptFontsTests {
  private static let latin = String((0x21...0x7E).map { Character(Unicode.Scalar($0)) })

  private var services = LetterServices(fonts: [
    "Latin": latin + "é", "Other": latin + "★",
    "Noto Sans": latin + "éΩ\u{301}", "Noto Sans CJK SC": "你好世界。“” ",
    "Noto Sans CJK JP": "你好の ", "Noto Sans Hebrew": "שלום ", "Noto Sans Arabic": "سلام",
    "Noto Sans Symbols": "♫❤", "Noto Color Emoji": "😀❤🎉1\u{20E3}",
  ])

  private func result(
    _ text: String, style: String = "Default", head: String = "", bold: Bool = false,
    services: LetterServices? = nil
  ) -> ScriptFonts.Result {
    let script = StyledScript(
      head: head,
      styles: [
        .init(name: "Default", font: "Latin", isBold: bold, line: "Default,Latin"),
        .init(name: "Note", font: "Other", isBold: false, isItalic: true, line: "Note,Other"),
        .init(name: "Auto", font: "Latin", isBold: false, encoding: -1, line: "Auto,Latin"),
        .init(name: "Tall", font: "Latin", isBold: false, line: "Tall,@Latin"),
        .init(name: "Gone", font: "Nowhere", isBold: false, line: "Gone,Nowhere"),
      ], events: [])
    let fonts = ScriptFonts(
      script: script, families: ["Nowhere": "Noto Sans"], language: "",
      services: services ?? self.services)
    return fonts.result(for: "\(style),,0,0,0,,\(text)", style: style)
  }

  private func text(
    _ text: String, style: String = "Default", head: String = "",
    services: LetterServices? = nil
  ) -> String {
    let fields = result(text, style: style, head: head, services: services).fields
    return String(fields.dropFirst("\(style),,0,0,0,,".count))
  }

  @Test(
    "A text whose fonts have all of it stays as it is",
    arguments: [
      "", "plain words, with commas", "caf\u{E9}", "{\\b1}{}{a remark: 你}{\\i1 }x\\Ny\\nz\\h!",
      "{never closed 1 \\ ", "\\{brace\\} }", "{\\p1}m 0 0 l 你 9{\\p0}x", "{\\fnOther}★{\\r}x",
      "{\\rNote}★", "{\\t(0,99,\\fnOther)}★", "{\\fn Other \\i1}★", "a\u{200D}\u{2060}b c\td",
    ])
  func complete(original: String) {
    #expect(text(original) == original)
  }

  @Test(
    "A syllable in two fonts lights up as one",
    arguments: [
      ("{\\k30}a你b{\\k30}c", "{\\k1}a{F\\k0}你{\\fn\\k29}b{\\k30}c"),
      ("{\\i1\\kf100}ab你好cd{\\k5}e", "{\\i1\\kf33}ab{F\\kf33}你好{\\fn\\kf34}cd{\\k5}e"),
      ("{\\k30}你a", "{\\k1}{F}你{\\fn\\k29}a"),
      ("{\\k30}你{\\k20}a", "{\\k30}{F}你{\\k20}{\\fn}a"),
      ("{\\k30}a{\\c&HFF&}b你", "{\\k30}a{\\c&HFF&}b{F}你{\\fn}"),
      ("{\\kt50\\ko0}a你", "{\\kt50\\ko0}a{F\\ko0}你{\\fn}"),
    ])
  func karaoke(original: String, expected: String) {
    #expect(
      text(original) == expected.replacing("{F", with: "{\\fnNoto Sans CJK SC"))
  }

  @Test(
    "What shows nothing and has no glyph is left out, or a space",
    arguments: [
      ("It\u{92}s\u{7F}", "Its"), ("a\u{2003}b", "a b"), ("1\u{FE0F}\u{20E3} two", "1\u{FE0F} two"),
      ("a\u{85}b", "a b"),
    ])
  func boxes(original: String, expected: String) { #expect(text(original) == expected) }

  @Test("What the font lacks is put into one that has it, with the spaces between")
  func runs() {
    #expect(
      text("say 你好 世界。 ok") == "say {\\fnNoto Sans CJK SC}你好 世界。{\\fn} ok")
    // Its own marks stay, but for those beside ideographs that are as wide as these.
    #expect(
      text("“你”, “é”")
        == "{\\fnNoto Sans CJK SC}“你”{\\fn}, {\\fnNoto Sans CJK SC}“{\\fn}é{\\fnNoto Sans CJK SC}”{\\fn}"
    )
    // Kana anywhere in the text make it Japanese.
    #expect(text("你\\Nの") == "{\\fnNoto Sans CJK JP}你\\Nの{\\fn}")
    // From one to the next; a font without a space leaves it to the text's own.
    #expect(
      text("你س س")
        == "{\\fnNoto Sans CJK SC}你{\\fn\\fnNoto Sans Arabic}س{\\fn} {\\fnNoto Sans Arabic}س{\\fn}{\\fe-1}"
    )
    // A letter and its marks are not parted.
    #expect(text("e\u{301}x") == "{\\fnNoto Sans}e\u{301}{\\fn}x")
  }

  @Test("Breaks and overrides that leave the font alone stay within a run")
  func blocks() {
    #expect(
      text("{\\k20}Ka{\\k20}你{\\k20}{\\c&HFF&}好\\h{}\\N世{\\k20} ok")
        == "{\\k20}Ka{\\k20}{\\fnNoto Sans CJK SC}你{\\k20}{\\c&HFF&}好\\h{}\\N世{\\k20}{\\fn} ok")
    #expect(
      text("你{\\p1}m 0 0 l 好{\\p0}好{\\fscx50\\pos(1,2)}好")
        == "{\\fnNoto Sans CJK SC}你{\\p1}m 0 0 l 好{\\p0}好{\\fscx50\\pos(1,2)}好{\\fn}")
  }

  @Test("No run spans an override of the font or its size; what comes back is what was there")
  func ends() {
    #expect(
      text("你{\\fnOther}好a{\\fn}世")
        == "{\\fnNoto Sans CJK SC}你{\\fn}{\\fnOther}{\\fnNoto Sans CJK SC}好{\\fnOther}a{\\fn}"
        + "{\\fnNoto Sans CJK SC}世{\\fn}")
    #expect(
      text("{\\rNote}你{\\r}好")
        == "{\\rNote}{\\fnNoto Sans CJK SC}你{\\fnOther}{\\r}{\\fnNoto Sans CJK SC}好{\\fn}")
    #expect(
      text("你{\\t(0,9,\\fs20)}好{\\rNone}世")
        == "{\\fnNoto Sans CJK SC}你{\\fn}{\\t(0,9,\\fs20)}{\\fnNoto Sans CJK SC}好{\\fn}{\\rNone}"
        + "{\\fnNoto Sans CJK SC}世{\\fn}")
    #expect(text("a你", style: "Tall") == "a{\\fn@Noto Sans CJK SC}你{\\fn}")
    #expect(text("Ω你", style: "None") == "Ω{\\fnNoto Sans CJK SC}你{\\fn}")
    #expect(text("a你", style: "Gone") == "a{\\fnNoto Sans CJK SC}你{\\fn}")
  }

  @Test("A brace that nothing closed, and a backslash before an override, stay letters")
  func braces() {
    #expect(text("{x 你") == "\\{x {\\fnNoto Sans CJK SC}你{\\fn}")
    #expect(text("你{x") == "{\\fnNoto Sans CJK SC}你{\\fn}\\{x")
    #expect(text("C:\\你") == "C:\\\u{2060}{\\fnNoto Sans CJK SC}你{\\fn}")
  }

  @Test("Letters are as large as those beside them, though libass makes all lines equally high")
  func sizes() {
    var services = services
    services.heights = ["Noto Sans CJK SC": Rational(5, 4), "Noto Sans Hebrew": Rational(2, 3)]
    #expect(
      text("a你b", services: services) == "a{\\fnNoto Sans CJK SC\\fs+2.5}你{\\fn\\fs-2}b")
    // 0.667 and 1.499250375: their product is 1.
    let hebrew = text("aש", style: "Auto", services: services)
    #expect(hebrew == "a{\\fnNoto Sans Hebrew\\fs-3.33}ש{\\fn\\fs+4.992503748}")
    services.heights = ["Noto Sans CJK SC": Rational(1005, 1000)]
    #expect(text("a你b", services: services) == "a{\\fnNoto Sans CJK SC}你{\\fn}b")
  }

  @Test("Directions are put in order over the whole text; its lines still begin at the left")
  func directions() {
    let word = "{\\fnNoto Sans Hebrew}שלום{\\fn}"
    #expect(
      text("{\\i1}a שלום, 1\\Nשלום\\nשלום")
        == "{\\i1}a \(word), 1\\N\u{200E}{\\fnNoto Sans Hebrew}שלום\\nשלום{\\fn}{\\fe-1}")
    #expect(
      text("שלום\\nשלום", head: "WrapStyle: 2\n")
        == "\u{200E}{\\fnNoto Sans Hebrew}שלום\\n\u{200E}שלום{\\fn}{\\fe-1}")
    // libass does so by itself where the first letter decides of the direction.
    #expect(text("שלום.", style: "Auto") == word + ".")
    #expect(text("{\\fe-1}שלום.") == "{\\fe-1}" + word + ".")
    #expect(text("{\\rAuto}שלום.{\\r}").hasSuffix("{\\fe-1}"))
    // Nothing was changed that they depend on.
    var services = services
    services.fonts["Latin"]? += "שלום"
    #expect(text("שלום, 1", services: services) == "שלום, 1")
    #expect(text("שלום 😀", services: services) == "שלום ")
  }

  @Test("Each letter's face is among the fonts: bold and italic as the text has it")
  func faces() {
    func faces(_ text: String, style: String = "Default", bold: Bool = false) -> [String] {
      result(text, style: style, bold: bold).fonts.map(\.path).sorted()
    }
    let chinese = "Noto Sans CJK SC"
    #expect(faces("a") == ["Latin"])
    #expect(faces("你") == ["Latin", chinese])
    #expect(faces("你", bold: true) == ["Latin bold", chinese + " bold"])
    #expect(
      faces("{\\b1}你{\\b0\\i1}好") == [
        "Latin bold", "Latin italic", chinese + " bold", chinese + " italic",
      ])
    #expect(faces("{\\b700\\i5}你{\\b5}好") == ["Latin", "Latin bold", chinese, chinese + " bold"])
    #expect(faces("{\\blur1\\iclip(1,2,3,4)\\be1\\bord2}你") == ["Latin", chinese])
    #expect(faces("a{\\rNote}a{\\i0}a{\\i}") == ["Latin", "Other", "Other italic"])
    #expect(faces("{\\b1}{\\p1}m 0 0{\\p0\\b0}a") == ["Latin"])
  }

  @Test("Emoji of one colour are drawn, others are left out")
  func emoji() {
    let some = result("go 😀 on 🎉!")
    #expect(some.fields.hasSuffix(",go on !") && some.lacksEmoji && some.missing.isEmpty)
    #expect(text("😀 a {\\i1}😀\u{200D}🎉{\\i0}") == "a {\\i1}{\\i0}")
    #expect(
      text("1\u{FE0F}\u{20E3} ❤\u{FE0F}") == "1\u{FE0F} {\\fnNoto Sans Symbols}❤\u{FE0F}{\\fn}")
    #expect(!result("♫ ❤").lacksEmoji)
    var services = services
    services.fonts["Symbola"] = "😀 "
    let drawn = result("go 😀", services: services)
    #expect(drawn.fields.hasSuffix(",go {\\fnSymbola}😀{\\fn}") && !drawn.lacksEmoji)
  }

  @Test("What no font has is told")
  func missing() {
    let found = result("a ภ {\\i1}ภู你")
    #expect(Set(found.missing.map(\.scalar)) == ["ภ", "\u{E39}"])
    #expect(found.missing.first?.system.name == "Thai" && !found.lacksEmoji)
  }

  @Test("Any text can be read, and is the same when it is read again")
  func hostile() {
    let parts = [
      "{", "}", "\\", "\\N", "\\h", "你", "a", " ", "\\fn", "\\r", "\\p1", "\\b", "😀", "ש", "(",
      "\u{301}", "\\fs9", "{\\fnOther}", "ภ",
    ]
    var state: UInt64 = 1
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += parts[Int(state >> 33) % parts.count]
      }
      let once = result(text)
      #expect(ScriptPiece.pieces(of: text).map(\.text).joined() == text)
      guard once.missing.isEmpty else { continue }
      let again = result(String(once.fields.dropFirst("Default,,0,0,0,,".count)))
      #expect(again.fields == once.fields && !again.lacksEmoji, "\(text)")
    }
  }
}

extension ScriptPiece {
  fileprivate var text: String {
    switch self {
    case .block(let text), .escape(let text), .letters(let text): text
    }
  }
}

/// Fonts that have some letters each.
private struct LetterServices: CompilerServices {
  var fonts: [String: String]
  var heights: [String: Rational] = [:]

  init(fonts: [String: String]) { self.fonts = fonts }

  func isReadableFile(_ path: String) -> Bool { true }

  func fontFile(family: String, bold: Bool, italic: Bool) -> FontFile? {
    guard fonts[family] != nil else { return nil }
    return FontFile(
      path: family + (bold ? " bold" : "") + (italic ? " italic" : ""), family: family,
      isBold: bold, isItalic: italic, lineHeight: heights[family] ?? Rational(1))
  }

  func advance(of scalar: Unicode.Scalar, in font: FontFile) -> Int? {
    fonts[font.family]?.unicodeScalars.contains(scalar) == true ? 500 : nil
  }
}
