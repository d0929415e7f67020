import FilmVocabulary
import Foundation
import Testing

@testable import MediaEngine

/// Every script is compared with what `hb-shape` 6.0 says of the same font files (Debian 12's
/// fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji): the number of glyphs and the width
/// in thousandths of the font's size.
@Suite("Typesetting") struct TypesetterTests {
  typealias Case = (
    script: String, file: String, face: Int, text: String, glyphs: Int, width: Int
  )

  static let cases: [Case] = [
    ("Latin", "NotoSans-Regular.ttf", 0, "In 1860 the Fleet vanished", 26, 12315),
    ("Vietnamese", "NotoSans-Regular.ttf", 0, "Nước vẫn chảy dưới phố", 22, 11427),
    ("Cyrillic", "NotoSans-Regular.ttf", 0, "Съешь ещё этих мягких булок", 27, 14830),
    ("Greek", "NotoSans-Regular.ttf", 0, "Ξεσκεπάζω τὴν ψυχοφθόρα", 23, 13021),
    ("Arabic", "NotoSansArabic-Regular.ttf", 0, "يولد جميع الناس أحرارا", 22, 8768),
    ("Hebrew", "NotoSansHebrew-Regular.ttf", 0, "כל בני האדם נולדו", 17, 7584),
    ("Hindi", "NotoSansDevanagari-Regular.ttf", 0, "सभी मनुष्यों को क्षत्रिय", 18, 7889),
    ("Thai", "NotoSansThai-Regular.ttf", 0, "มนุษย์ทั้งหลายเกิดมา", 20, 8296),
    ("Bengali", "NotoSansBengali-Regular.ttf", 0, "সমস্ত মানুষ", 9, 4417),
    ("Tamil", "NotoSansTamil-Regular.ttf", 0, "மனிதப் பிறவியினர்", 15, 10531),
    ("Khmer", "NotoSansKhmer-Regular.ttf", 0, "មនុស្សទាំងអស់", 11, 5617),
    ("Burmese", "NotoSansMyanmar-Regular.ttf", 0, "လူတိုင်းသည်", 11, 5482),
    ("Chinese", "NotoSansCJK-Regular.ttc", 2, "人人生而自由，平等。", 10, 10000),
    ("Japanese", "NotoSansCJK-Regular.ttc", 0, "すべての人間は自由である", 12, 11880),
    ("Korean", "NotoSansCJK-Regular.ttc", 1, "모든 인간은 자유롭다", 11, 8728),
    ("Emoji", "NotoColorEmoji.ttf", 0, "👩‍👩‍👧‍👦🇻🇳👍🏽❤️1️⃣", 5, 6225),
  ]

  static func font(_ file: String, face: Int = 0) -> FontSource {
    let folder = file.hasSuffix(".ttc") ? "opentype" : "truetype"
    return FontSource(path: "/usr/share/fonts/\(folder)/noto/\(file)", face: face)
  }

  static let sans = font("NotoSans-Regular.ttf")
  static let arabic = font("NotoSansArabic-Regular.ttf")
  static let emoji = font("NotoColorEmoji.ttf")

  func block(
    _ spans: [(String, FontSource)], width: Int = 20_000, height: Int = 10_000, lines: Int? = nil,
    size: Int = 100, style: TextBlockStyle = TextBlockStyle(), language: String = ""
  ) throws -> TextBlock {
    try Typesetter().block(
      [
        TextParagraph(
          spans: spans.enumerated().map { .init(text: $1.0, font: $1.1, word: $0) },
          strut: Self.sans, size: size * 64)
      ], style: style,
      limits: TextLimits(width: width, height: height, lines: lines, language: language))
  }

  /// The words of each line, as the numbers of their spans, from left to right.
  private func visual(_ block: TextBlock) -> [[Int]] {
    block.lines.map { line in
      line.runs.flatMap { $0.glyphs.map(\.span) }.reduce(into: []) {
        if $0.last != $1 { $0.append($1) }
      }
    }
  }

  @Test("Glyphs and widths are those that HarfBuzz gives", arguments: cases.indices)
  func scripts(index: Int) throws {
    let sample = Self.cases[index]
    let block = try block([(sample.text, Self.font(sample.file, face: sample.face))])
    let glyphs = block.lines.flatMap(\.runs).flatMap(\.glyphs)
    #expect(block.lineCount == 1, "\(sample.script)")
    #expect(glyphs.count == sample.glyphs, "\(sample.script)")
    #expect(!glyphs.contains { $0.id == 0 }, "\(sample.script)")
    // Each advance is rounded to 1/64 pixel.
    let width = block.width * 1000 / 6400
    #expect(abs(width - sample.width) <= sample.glyphs / 4 + 1, "\(sample.script) \(width)")
  }

  @Test("Arabic letters join, and the first stands at the right")
  func arabicJoins() throws {
    let joined = try block([("نبيت", Self.arabic)])
    let apart = try ["ن", "ب", "ي", "ت"].map { try block([($0, Self.arabic)]).width }.reduce(0, +)
    #expect(joined.width < apart * 9 / 10)
    // A font's border in a word does not tear it apart, as colours do not.
    let pieces = try block([("نب", Self.arabic), ("يت", Self.arabic)])
    #expect(pieces.width == joined.width)
    #expect(visual(pieces) == [[1, 0]])
  }

  @Test("Mixed directions: numbers keep their order, words their side")
  func bidirectional() throws {
    // A sentence from left to right with two words and a number from right to left.
    let ltr = try block([
      ("one ", Self.sans), ("سلام", Self.arabic), (" ", Self.sans), ("123", Self.sans),
      (" two", Self.sans),
    ])
    #expect(visual(ltr) == [[0, 3, 2, 1, 4]])
    // One that begins with Arabic runs from right to left.
    let rtl = try block([("سلام", Self.arabic), (" one ", Self.sans), ("سلام", Self.arabic)])
    #expect(visual(rtl) == [[2, 1, 0]])
  }

  @Test("All scripts in one line")
  func mixed() throws {
    let spans = Self.cases.map { ($0.text + " ", Self.font($0.file, face: $0.face)) }
    let block = try block(spans, width: 60_000)
    #expect(block.lineCount == 1)
    #expect(Set(visual(block)[0]) == Set(spans.indices))
  }

  @Test("Chinese and Japanese break between ideographs, but not before their punctuation")
  func kinsoku() throws {
    let text = "人人生而自由，在尊严和权利上一律平等。「他们」赋有理性和良心。"
    for width in stride(from: 200, through: 3000, by: 100) {
      let block = try block(
        [(text, Self.font("NotoSansCJK-Regular.ttc", face: 2))], width: width, language: "zh")
      #expect(block.width <= width * 64)
      for line in Self.lines(of: block, text) {
        #expect(!"，。」".contains(line.first ?? " "), "\(width): \(line)")
        #expect(line.last != "「", "\(width): \(line)")
      }
    }
  }

  @Test("Thai breaks between words, Korean at spaces")
  func dictionaries() throws {
    let thai = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน"
    #expect(
      Self.split(thai, at: TextBreaks.words(of: thai, language: "th")) == [
        "มนุษย์", "ทั้ง", "หลาย", "เกิด", "มา", "มี", "อิสระ", "และ", "เสมอ", "ภาค", "กัน",
      ])
    let korean = "모든 인간은 자유롭다"
    let block = try block(
      [(korean, Self.font("NotoSansCJK-Regular.ttc", face: 1))], width: 400, language: "ko")
    #expect(Self.lines(of: block, korean) == ["모든", "인간은", "자유롭다"])
    let chinese = "你好，世界。"
    #expect(
      Self.split(chinese, at: TextBreaks.words(of: chinese, language: "zh")) == ["你好，", "世界。"])
  }

  @Test("Lines are even, and nothing leaves the room, down to its last resort")
  func fitting() throws {
    let even = try block([("aaaa bbbb cccc dddd eeee", Self.sans)], width: 900)
    #expect(Self.lines(of: even, "aaaa bbbb cccc dddd eeee") == ["aaaa bbbb cccc", "dddd eeee"])
    let word = "Donaudampfschifffahrtsgesellschaft"
    for (width, height) in [(1500, 600), (700, 300), (90, 400), (30, 30), (8, 8)] {
      let block = try block([(word + " 2026", Self.sans)], width: width, height: height)
      #expect(block.width <= width * 64 || block.scale == 1, "\(width)")
      #expect(block.height <= height * 64 || block.scale == 1, "\(height)")
    }
    let address = "https://example.org/a/very/long/way/home/and/back"
    let broken = Self.lines(
      of: try block([(address, Self.sans)], width: 1300), address)
    #expect(broken.count > 1 && broken.dropLast().allSatisfy { $0.hasSuffix("/") })
  }

  @Test("A soft hyphen shows only at a line's end, and a no-break space holds a line together")
  func hyphens() throws {
    let soft = "ship\u{AD}ment"
    let whole = try block([(soft, Self.sans)])
    #expect(whole.lineCount == 1)
    let plain = try block([("shipment", Self.sans)])
    #expect(whole.width == plain.width)
    let broken = try block([(soft, Self.sans)], width: 300)
    #expect(broken.lineCount == 2 && broken.scale == 64)
    let hyphen = try block([("ship-", Self.sans)])
    #expect(broken.lines[0].width == hyphen.width)
    let held = try block([("10\u{A0}kg of it", Self.sans)], width: 250)
    #expect(Self.lines(of: held, "10\u{A0}kg of it")[0] == "10\u{A0}kg")
  }

  @Test("A missing character is named")
  func missing() throws {
    let error = #expect(throws: TextError.self) { _ = try block([("河 🙂", Self.sans)]) }
    #expect(error?.code == .missingGlyphs)
    #expect(error?.message.contains("U+6CB3") == true && error?.message.contains("🙂") == true)
  }

  static let tall = [
    ("نهر", "NotoSansArabic-Regular.ttf"), ("→", "NotoSansSymbols-Regular.ttf"),
    ("لُّغَةٌ ٱللَّهِ إِ", "NotoSansArabic-Regular.ttf"), ("ကြို", "NotoSansMyanmar-Regular.ttf"),
    ("སྒྲུབ་བརྒྱུད", "NotoSerifTibetan-Regular.ttf"),
  ]

  @Test("A font that asks for much room gets what its letters need", arguments: tall.indices)
  func tallFonts(index: Int) throws {
    let (text, file) = Self.tall[index]
    let font = Self.font(file)
    func distance(_ text: String, _ font: FontSource, strut: FontSource = Self.sans) throws -> Int {
      let block = try Typesetter().block(
        [
          TextParagraph(
            spans: [.init(text: text, font: font), .init(text: "\nplain\nlines", font: Self.sans)],
            strut: strut, size: 6400)
        ], style: TextBlockStyle(), limits: TextLimits(width: 2000, height: 9000))
      let steps = zip(block.lines, block.lines.dropFirst()).map { $1.y - $0.y }
      #expect(steps.count == 2 && steps[0] == steps[1])
      return steps[0] / 64
    }
    let plain = try distance("words", Self.sans)
    #expect(plain == 136)
    let own = try distance(text, font)
    let nominal = try FontFace(font, library: FontLibrary()).extent
    #expect(own >= plain && own < (nominal.ascent + nominal.descent) / 10 - 15, "\(own)")
    if index < 2 { #expect(own <= plain * 6 / 5, "\(own)") }
    #expect(try distance(text, font, strut: font) <= own)
    // All that is drawn lies in the line.
    let block = try Typesetter().block(
      [TextParagraph(spans: [.init(text: text, font: font)], strut: Self.sans, size: 6400)],
      style: TextBlockStyle(), limits: TextLimits(width: 2000, height: 9000))
    let drawn = TextPainter(try Typesetter()).draw(block, x: 0, y: 0).bitmaps(highlight: nil)
    let top = try #require(drawn.map(\.y).min())
    let bottom = try #require(drawn.map { $0.y + $0.height }.max())
    #expect(top >= 0 && bottom * 64 <= block.height + 63, "\(top) \(bottom)")
  }

  @Test("Invisible characters that a font lacks show nothing")
  func invisible() throws {
    let plain = try block([("Ab c", Self.sans)])
    // Kaithi's number sign, a joiner of hieroglyphs, a mark of shorthand.
    for scalar in ["\u{110BD}", "\u{13430}", "\u{1BCA0}", "\u{1BCA3}", "\u{200D}"] {
      let other = try block([("\(scalar)A\(scalar)b \(scalar)c\(scalar)", Self.sans)])
      #expect(other.width == plain.width, "\(scalar.unicodeScalars.first!.value)")
      #expect(!other.lines.flatMap(\.runs).flatMap(\.glyphs).contains { $0.id == 0 })
    }
    // What is visible beside them is still missed.
    let error = #expect(throws: TextError.self) { _ = try block([("a\u{110BD}河", Self.sans)]) }
    #expect(error?.message.contains("U+6CB3") == true)
    #expect(error?.message.contains("U+110BD") == false)
  }

  @Test("Letter and line spacing are what was asked for; Arabic stays joined")
  func spacing() throws {
    let plain = try block([("spaced\nlines", Self.sans)])
    let wide = try block(
      [("spaced\nlines", Self.sans)], style: TextBlockStyle(lineSpacing: 1500, letterSpacing: 100))
    #expect(wide.lines[0].width == plain.lines[0].width + 6 * 640)
    #expect(wide.lines[1].y - wide.lines[0].y == (plain.lines[1].y - plain.lines[0].y) * 3 / 2)
    let arabic = try block([("محمد", Self.arabic)], style: TextBlockStyle(letterSpacing: 100))
    #expect(arabic.width == (try block([("محمد", Self.arabic)]).width))
  }

  /// What a block's lines hold, by the clusters of their glyphs.
  private static func lines(of block: TextBlock, _ text: String) -> [String] {
    var rest = text[...]
    return block.lines.map { line in
      // The glyphs of these texts stand for one character each.
      let count = line.runs.reduce(0) { $0 + $1.glyphs.count }
      rest = rest.drop { $0 == " " }
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }
  }

  private static func split(_ text: String, at places: [Int]) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return zip([0] + places, places + [scalars.count]).map { from, to in
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[from..<to])
      return String(part)
    }
  }
}
