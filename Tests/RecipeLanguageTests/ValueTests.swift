import FilmVocabulary
import Testing

@testable import RecipeLanguage

@Suite("Values")
struct ValueTests {
  @Test(
    "Times are exact",
    arguments: [
      ("5", TimeValue.seconds(Rational(5))), ("5s", .seconds(Rational(5))),
      ("0.1", .seconds(Rational(1, 10))), (".5s", .seconds(Rational(1, 2))),
      ("500ms", .seconds(Rational(1, 2))), ("1.5ms", .seconds(Rational(3, 2_000))),
      ("1m30s", .seconds(Rational(90))), ("2m", .seconds(Rational(120))),
      ("1h0m1.5s", .seconds(Rational(7_203, 2))), ("24h", .seconds(Rational(86_400))),
      ("01:02.5", .seconds(Rational(125, 2))), ("00:01:02.5", .seconds(Rational(125, 2))),
      ("12f", .frames(12)), ("0f", .frames(0)),
    ])
  func times(_ text: String, expected: TimeValue) {
    #expect(TimeValue(text) == expected)
  }

  @Test(
    "What is no time is refused",
    arguments: [
      "", "s", "f", "ms", "-5", "-5s", "+5", "5 s", "1s1m", "1.5m", "5x", "0x5", "1e3", "5.5f",
      "25h", "86401", "99999999", "1:60", "1:2:3:4", "1:-5", "0.0001ms", "nan", "inf",
      ".", "1..2", "5s5s", "١s", ":", "::", "1:", "99:60:00",
    ])
  func noTimes(_ text: String) {
    #expect(TimeValue(text) == nil)
  }

  @Test("Decimals that programs print are rounded to the sixth")
  func longDecimals() {
    #expect(DecimalText.rational("0.06521739130434778") == Rational(65_217, 1_000_000))
    #expect(DecimalText.rational("-1.9999999") == Rational(-2))
    #expect(DecimalText.rational("0.00000049999") == .zero)
    #expect(TimeValue("4.9999995001s") == .seconds(Rational(5)))
    #expect(DecimalText.rational("0.1234567x") == nil && DecimalText.rational("0.1234567.") == nil)
  }

  @Test("Times become frames by rounding to the nearest")
  func frames() {
    let rate = Rational(30_000, 1_001)
    #expect(TimeValue.seconds(Rational(1)).frames(atFrameRate: rate) == 30)
    #expect(TimeValue.frames(7).frames(atFrameRate: rate) == 7)
    #expect(TimeValue.frames(30).seconds(atFrameRate: rate) == Rational(1_001, 1_000))
    // The longest and the finest time do not overflow.
    let fine = TimeValue("86399.999999")
    #expect(fine?.frames(atFrameRate: Rational(120_000, 1_001)) == 10_357_642)
  }

  @Test("Volumes keep what is written, and convert to decibels")
  func volumes() {
    #expect(Volume.decibels(Rational(-6)).gainDecibels == -6)
    #expect(Volume.factor(.zero).gainDecibels == nil)
    #expect(Volume.factor(Rational(10)).gainDecibels == 20)
    #expect(Volume.unity.gainDecibels == 0)
    #expect(!Volume.factor(Rational(1, 2)).isSilent && Volume.factor(.zero).isSilent)
  }

  @Test("White space collapses; other control characters are refused")
  func whiteSpace() throws {
    #expect(try WhiteSpace.collapsed("  a \n\t b  c ") == "a b c")
    #expect(try WhiteSpace.collapsed("à la carte") == "à la carte")
    #expect(throws: ValueProblem.self) { try WhiteSpace.collapsed("a\u{7}b") }
    #expect(throws: ValueProblem.self) { try WhiteSpace.collapsed("a\u{9B}b") }
    #expect(throws: ValueProblem.self) { try WhiteSpace.collapsed(" \n ") }
    #expect(throws: ValueProblem.self) { try WhiteSpace.collapsed("") }
  }

  @Test("Frame sizes are even, by the short side")
  func sizes() {
    func size(_ lines: Int, _ width: Int, _ height: Int) -> [Int] {
      let size = FrameSize.size(
        lines: lines, aspect: FrameSize.Aspect(width: width, height: height))
      return [size.width, size.height]
    }
    #expect(size(1_080, 16, 9) == [1_920, 1_080])
    #expect(size(1_080, 9, 16) == [1_080, 1_920])
    #expect(size(720, 1, 1) == [720, 720])
    #expect(size(480, 16, 9) == [854, 480])
    #expect(size(360, 4, 3) == [480, 360])
    #expect(size(1_080, 21, 9) == [2_520, 1_080])
  }

  @Test("Frame rates are exact")
  func rates() {
    #expect(FrameRateText.rate("29.97") == Rational(30_000, 1_001))
    #expect(FrameRateText.rate("30000/1001") == Rational(30_000, 1_001))
    #expect(FrameRateText.rate("12.5") == Rational(25, 2))
    for text in ["0", "121", "0.5", "30/0", "30/", "/1", "fast", "29.9701", "-30", "1e1"] {
      #expect(FrameRateText.rate(text) == nil, "\(text)")
    }
  }

  @Test("Paths resolve by text alone")
  func paths() {
    #expect(RecipePath(text: "./a//b.png", relativeTo: "films/one").resolved == "films/one/a/b.png")
    #expect(RecipePath(text: "../a.png", relativeTo: "films").resolved == "films/../a.png")
    #expect(RecipePath(text: "/a.png", relativeTo: "films").resolved == "/a.png")
    #expect(RecipePath(text: "a.png", relativeTo: "").resolved == "a.png")
    #expect(RecipePath(text: "a.png", relativeTo: "/").resolved == "/a.png")
    #expect(PathText.lexicallyNormalized("a/b/../../c/./d") == "c/d")
    #expect(PathText.lexicallyNormalized("../../a") == "../../a")
    #expect(PathText.lexicallyNormalized("/../a") == "/a")
    #expect(PathText.stem(of: "films/why.rivers.yaml") == "why.rivers")
  }

  @Test("Language tags have a shape")
  func languages() {
    for tag in ["en", "en-GB", "pt-BR", "zh-Hant-TW", "sr-Latn"] {
      #expect(Declarations.isLanguageTag(tag), "\(tag)")
    }
    for tag in ["", "e", "english!", "en_GB", "en-", "-en", "123", "en-abcdefghi"] {
      #expect(!Declarations.isLanguageTag(tag), "\(tag)")
    }
  }

  @Test("A word that is near is found")
  func spelling() {
    #expect(Spelling.nearest(to: "txt", among: ["title", "text"]) == "text")
    #expect(Spelling.nearest(to: "duraiton", among: ["duration", "text"]) == "duration")
    #expect(Spelling.nearest(to: "zoom_in", among: ["zoom-in", "zoom-out"]) == "zoom-in")
    #expect(Spelling.nearest(to: "colour", among: ["color"]) == "color")
    #expect(Spelling.nearest(to: "subtitels", among: ["subtitles"]) == "subtitles")
    #expect(Spelling.nearest(to: "xyz", among: ["title", "text"]) == nil)
    // What shares no more than half its letters is not what was meant.
    #expect(Spelling.nearest(to: "c", among: ["a", "b", "ab"]) == nil)
    #expect(Spelling.nearest(to: "C", among: ["a", "c"]) == "c")
    #expect(Spelling.nearest(to: "xx", among: ["ax", "xxx"]) == "xxx")
  }
}
