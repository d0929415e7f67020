import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("Files written are read the same")
struct RoundTripTests {
  static let look = ScriptLook(
    width: 1280, height: 720, font: "Noto, Sans", isBold: false, lineHeight: Rational(1, 15),
    color: .white, outlineColor: .black, outline: Rational(1, 240), margin: Rational(1, 20),
    anchor: .bottom)

  /// Times on hundredths of a second, which all three forms have.
  static let captions: [Caption] = {
    let texts = [
      "plain", "two\nlines", "Fish & chips < 5 > 4 --> \"ok\"", "<b>not bold</b> &amp; &lt;",
      "{\\an8}{braces} \\N \\h a\\b", "00:00:01,000 --> 00:00:02,000", "12", "- 34\n56",
      "日本 Việt Nam 😀 العربية", "no\u{A0}break", "NOTE", "{", "}", "\\",
    ]
    var captions = texts.enumerated().map {
      Caption(start: 1000 * $0, end: 1000 * $0 + 990, text: $1)
    }
    captions.append(
      Caption(
        start: 50_000, end: 3_723_040,
        runs: [
          .init("It "), .init("is\nso", markup: TextMarkup(isItalic: true)), .init(" "),
          .init("bo", markup: TextMarkup(isBold: true, isUnderlined: true)), .init("ld"),
        ]))
    captions.append(
      Caption(
        start: 60_000, end: 61_000, runs: [.init("above")],
        placement: CaptionPlacement(anchor: .top)))
    return captions
  }()

  @Test("Text, times and markup, in all forms", arguments: CaptionDocument.Format.allCases)
  func all(format: CaptionDocument.Format) throws {
    let text =
      switch format {
      case .srt: CaptionWriter(.srt).text(of: Self.captions)
      case .vtt: CaptionWriter(.vtt).text(of: Self.captions)
      case .ass: ScriptWriter(Self.look).text(of: Self.captions)
      }
    let document = try CaptionFileBench.read(text)
    #expect(document.format == format)
    #expect(document.remarks.isEmpty)
    // The word joiner before a line of times shows nothing; it is the one trace that is left.
    let read = document.cues.map(\.caption).map { caption in
      var caption = caption
      for index in caption.runs.indices {
        caption.runs[index].text.replace("\u{2060}", with: "")
      }
      return caption
    }
    for (first, second) in zip(read, Self.captions) { #expect(first == second) }
    #expect(read.count == Self.captions.count)
  }

  @Test("Colours where the form has them, places in WebVTT and scripts, times of words in WebVTT")
  func rest() throws {
    let colored = Caption(
      start: 0, end: 1000, runs: [.init("a", markup: TextMarkup(color: Color("#FFFF00")))])
    let spoken = Caption(
      start: 0, end: 1000,
      runs: [.init("one ", spoken: 100), .init("two", spoken: 500)])
    let placed = CaptionPlacement(anchor: .topLeft, x: Rational(1, 4), y: Rational(11, 80)).self
    let there = Caption(start: 0, end: 1000, runs: [.init("x")], placement: placed)
    func again(_ text: String) throws -> Caption? {
      try CaptionFileBench.read(text).cues.first?.caption
    }
    #expect(try again(CaptionWriter(.srt).text(of: [colored])) == colored)
    #expect(try again(CaptionWriter(.vtt).text(of: [colored])) == colored)
    #expect(try again(ScriptWriter(Self.look).text(of: [colored])) == colored)
    #expect(try again(CaptionWriter(.vtt).text(of: [spoken])) == spoken)
    #expect(try again(CaptionWriter(.vtt).text(of: [there])) == there)
    #expect(try again(ScriptWriter(Self.look).text(of: [there])) == there)
  }

  @Test("SubRip has the nearest of its nine places")
  func nearestPlaces() {
    func written(_ anchor: Anchor, x: Rational? = nil, y: Rational? = nil) -> String {
      let caption = Caption(
        start: 0, end: 1000, runs: [.init("a")],
        placement: CaptionPlacement(anchor: anchor, x: x, y: y))
      return CaptionWriter(.srt).text(of: [caption]).split(separator: "\n").suffix(1).joined()
    }
    #expect(written(.top) == "{\\an8}a")
    #expect(written(.top, y: Rational(4, 5)) == "a")
    #expect(written(.topLeft, y: Rational(3, 5)) == "{\\an4}a")
    #expect(written(.bottom, y: Rational(1, 4)) == "{\\an8}a")
    #expect(written(.center, x: Rational(1, 10), y: Rational(1)) == "{\\an1}a")
    #expect(written(.bottomRight, x: Rational(1, 2)) == "a")
  }

  @Test("The line under a word ends with the word")
  func spaces() {
    // As another program may hand them over.
    let runs = [
      Caption.Run("under ", markup: TextMarkup(isUnderlined: true)), Caption.Run("a "),
      Caption.Run("bold ", markup: TextMarkup(isBold: true), spoken: 10),
      Caption.Run("word", markup: TextMarkup(isUnderlined: true), spoken: 500),
    ]
    let caption = Caption(start: 0, end: 1000, runs: runs)
    #expect(CaptionWriter(.srt).text(of: caption) == "<u>under</u> a <b>bold</b> <u>word</u>")
    #expect(
      CaptionWriter(.vtt).text(of: [caption]).hasSuffix(
        "<u>under</u> a <00:00:00.010><b>bold</b> <00:00:00.500><u>word</u>\n\n"))
    #expect(
      ScriptWriter(Self.look).text(of: [caption]).hasSuffix(
        ",,{\\u1}under{\\u} a {\\b1}bold{\\b} {\\u1}word\n"))
    let tidy = CaptionTidier.tidy(runs)
    #expect(CaptionTidier.tidy(tidy) == tidy)
  }

  @Test("Lines of a script begin on the side on which the caption begins")
  func directions() {
    func body(_ runs: Caption.Run...) -> String {
      let text = ScriptWriter(Self.look).text(of: [Caption(start: 0, end: 1000, runs: runs)])
      return String(text.dropLast().split(separator: ",,").last ?? "")
    }
    #expect(body(.init("She said: שלום\nלכולם")) == "She said: שלום\\N\u{200E}לכולם")
    #expect(
      body(.init("שלום\nReel "), .init("שלום", markup: TextMarkup(isItalic: true)))
        == "שלום\\N\u{200F}Reel {\\i1}שלום")
    #expect(body(.init("one\ntwo")) == "one\\Ntwo")
  }

  @Test("A box is written in the way that looks alike")
  func boxes() throws {
    func style(_ color: Color, isPerLine: Bool) throws -> [Substring] {
      var look = Self.look
      look.box = .init(color: color, padding: Rational(1, 60), isPerLine: isPerLine)
      let text = ScriptWriter(look).text(of: Self.captions)
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Style: ") })
      // The captions are read as they were.
      #expect(try CaptionFileBench.read(text).cues.count == Self.captions.count)
      return Array(line.split(separator: ",")[5..<7] + line.split(separator: ",")[15..<18])
    }
    let clear = try #require(Color("#10203080"))
    for isPerLine in [false, true] {
      #expect(
        try style(clear, isPerLine: isPerLine) == ["&H00000000", "&H7F302010", "4", "3", "9"])
    }
    #expect(try style(.black, isPerLine: false) == ["&H00000000", "&H00000000", "4", "3", "9"])
    // With an outline, a box of lines is an event of its own.
    #expect(try style(.white, isPerLine: true) == ["&H00FFFFFF", "&H00FFFFFF", "3", "9", "0"])
  }

  /// Lines of a script's styles or events, by their fields.
  private func fields(_ text: String, _ kind: String) -> [[Substring]] {
    text.split(separator: "\n").filter { $0.hasPrefix(kind) }.map {
      $0.dropFirst(kind.count).split(
        separator: ",", maxSplits: kind == "Style: " ? 40 : 9, omittingEmptySubsequences: false)
    }
  }

  @Test("Letter spacing, slant and shadow are the style's; letters that join have no space")
  func letters() throws {
    var look = Self.look
    look.isItalic = true
    look.letterSpacing = Rational(1, 200)
    look.shadow = .init(color: try #require(Color("#10203040")), offset: Rational(1, 100))
    look.sideMargin = Rational(1, 10)
    let caption = Caption(start: 0, end: 1000, text: "One (مرحبا) two\nनमस्ते")
    let text = ScriptWriter(look).text(of: [caption])
    let styles = fields(text, "Style: ")
    #expect(styles.count == 1)
    #expect(styles[0][6] == "&HBF302010" && styles[0][8] == "-1" && styles[0][13] == "3.60")
    #expect(styles[0][15...21] == ["1", "3", "7.20", "2", "72", "72", "36"])
    #expect(
      fields(text, "Dialogue: ")[0][9] == "One ({\\fsp0}مرحبا) {\\fsp}two\\N{\\fsp0}नमस्ते")
    #expect(try CaptionFileBench.read(text).cues.map(\.caption) == [caption])
    // libass takes no negative spacing from a style.
    look.letterSpacing = Rational(-1, 200)
    let narrow = ScriptWriter(look).text(of: [caption])
    #expect(fields(narrow, "Style: ")[0][13] == "0")
    #expect(
      fields(narrow, "Dialogue: ")[0][9]
        == "{\\fsp-3.60}One ({\\fsp0}مرحبا) {\\fsp-3.60}two\\N{\\fsp0}नमस्ते")
    #expect(try CaptionFileBench.read(narrow).cues.map(\.caption) == [caption])
  }

  @Test("A word lights up and goes out; its time is read again", arguments: [false, true])
  func highlight(isBox: Bool) throws {
    var look = Self.look
    look.highlight = .init(color: try #require(Color("#FFD40080")), isBox: isBox)
    let caption = Caption(
      start: 1004, end: 3000,
      runs: [
        .init("a ", spoken: 1004), .init("b", markup: TextMarkup(isBold: true), spoken: 1538),
        .init("c "), .init("d", markup: TextMarkup(color: .black), spoken: 2000),
      ])
    let text = ScriptWriter(look).text(of: [caption])
    let events = fields(text, "Dialogue: ")
    #expect(events.map { $0[0] } == (isBox ? ["0", "1"] : ["0"]))
    #expect(events.map { $0[3] } == (isBox ? ["Light", "Default"] : ["Default"]))
    let (on, off) =
      isBox
      ? ("\\3a&H7F&", "\\3a&HFF&")
      : ("\\1c&H00D4FF&\\1a&H7F&", "\\1c&HFFFFFF&\\1a&H00&")
    let usual = isBox ? off : "\\1c\\1a"
    let black = isBox ? "" : "\\1c&H000000&\\1a"
    let lit = "\\t(538,538,\(on))\\t(1000,1000,\(off))"
    let text9 =
      isBox
      ? "{\\ybord0}{\\k53\\t(-1,-1,\(on))\\t(538,538,\(off))}a{\(off)} "
        + "{\\b1\\k47\(lit)}b{\\b\(off)\(lit)}c{\(off)} "
      : "{\\k53\\t(-1,-1,\(on))\\t(538,538,\(off))}a "
        + "{\\b1\\k47\(usual)\(lit)}b{\\b\(usual)\(lit)}c "
    #expect(
      events[0][9] == text9 + "{\\c&H000000&\\2c&H000000&\\k100\(black)\\t(1000,1000,\(on))}d")
    var read = caption
    (read.start, read.runs[0].spoken, read.runs[1].spoken) = (1000, 1000, 1530)
    #expect(try CaptionFileBench.read(text).cues.map(\.caption) == [read])
  }

  @Test("What one style cannot show has layers, which are read as one caption")
  func layers() throws {
    var look = Self.look
    look.box = .init(color: .black, padding: Rational(1, 60), isPerLine: true)
    look.shadow = .init(color: .black, offset: Rational(1, 100))
    look.highlight = .init(color: .white, isBox: true)
    let text = ScriptWriter(look).text(of: Self.captions)
    #expect(fields(text, "Style: ").map { $0[0] } == ["Box", "Light", "Default"])
    #expect(fields(text, "Style: ").map { $0[15] } == ["3", "3", "1"])
    // Of boxes' letters nothing shows.
    #expect(fields(text, "Style: ").map { $0[3] } == ["&HFFFFFFFF", "&HFFFFFFFF", "&H00FFFFFF"])
    let document = try CaptionFileBench.read(text)
    #expect(document.cues.map(\.caption.text) == Self.captions.map(\.text))
    #expect(document.remarks.isEmpty)
  }
}
