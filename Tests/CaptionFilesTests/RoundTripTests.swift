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
    #expect(try style(.white, isPerLine: true) == ["&H00FFFFFF", "&H00FFFFFF", "3", "9", "0"])
  }
}
