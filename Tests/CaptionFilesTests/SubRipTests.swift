import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("SubRip")
struct SubRipTests {
  private func summary(_ text: String) throws -> [String] {
    CaptionFileBench.summary(try CaptionFileBench.read(text))
  }

  @Test(
    "Line ends of every kind, and mixed",
    arguments: ["\n", "\r\n", "\r", "\r\r\n", "\n \t\n"])
  func lineEnds(end: String) throws {
    let lines = [
      "1", "00:00:01,000 --> 00:00:02,000", "one", "two", "", "2",
      "00:00:03,000 --> 00:00:04,500", "three", "",
    ]
    #expect(
      try summary(lines.joined(separator: end)) == ["1000-2000 one/two", "3000-4500 three"])
  }

  @Test(
    "Times as people write them",
    arguments: [
      ("00:00:01,000 --> 00:00:02,000", "1000-2000"), ("0:0:1.5 --> 0:0:2.25", "1500-2250"),
      ("00:01,000-->00:02,000", "1000-2000"), ("1:02:03,004 --> 1:02:05", "3723004-3725000"),
      ("  00:00:01:500 -> 00:00:02:000  ", "1500-2000"),
      ("00:00:013,567 --> 00:00:14,901", "13567-14901"),
      ("00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50", "1000-2000"),
      ("100:00:00,000 --> 100:00:01,123456", "360000000-360001123"),
    ])
  func times(line: String, expected: String) throws {
    #expect(try summary("1\n\(line)\nx\n") == ["\(expected) x"])
  }

  @Test("Numbers may be missing, wrong, doubled; text may be a number")
  func numbers() throws {
    #expect(
      try summary(
        """
        00:00:01,000 --> 00:00:02,000
        no number
        9
        00:00:02,000 --> 00:00:03,000
        wrong number

        42

        3
        00:00:03,000 --> 00:00:04,000
        7
        00:00:05,000 --> 00:00:06,000
        no line between
        """) == [
          "1000-2000 no number", "2000-3000 wrong number/42", "5000-6000 no line between",
        ])
  }

  @Test("Empty, backward and unordered captions, and some that overlap")
  func order() throws {
    let document = try CaptionFileBench.read(
      """
      1
      00:00:05,000 --> 00:00:07,000
      late

      2
      00:00:01,000 --> 00:00:06,000
      early

      3
      00:00:01,000 --> 00:00:02,000
      <i> </i>

      4
      00:00:09,000 --> 00:00:08,000
      backward

      5
      00:00:01,000 --> 00:00:02,000
      """)
    #expect(CaptionFileBench.summary(document) == ["1000-6000 early", "5000-7000 late"])
    #expect(document.cues.map(\.line) == [6, 2])
    #expect(
      CaptionFileBench.remarks(document) == [
        "14: a caption that ends before it begins was left out"
      ])
  }

  @Test(
    "Tags and overrides",
    arguments: [
      ("<i>a</i> b", "[i|a] b"), ("<u>a </u>b", "[u|a] b"),
      ("a <u>b</u>", "a [u|b]"), ("a<u> b</u>", "a [u|b]"), ("<u>a</u>\n<u>b</u>", "[u|a/b]"),
      ("<u>a</u> <i>b</i>", "[u|a] [i|b]"), ("<u>a</u> <i><u>b</u></i>", "[u|a ][iu|b]"),
      ("<i><u>a</u></i> <u>b</u>", "[iu|a][u| b]"), ("<B>a<i>b</B>c</i>", "[b|a][bi|b][i|c]"),
      ("<font color=\"#FF0000\">r</font>e", "[#FF0000|r]e"),
      ("<font color=yellow>y", "[#FFFF00|y]"), ("<font size=9999>big</font>", "big"),
      ("<u>a</u><s>b</s>", "[u|a][s|b]"), ("a<br>b", "a/b"), ("1 < 2 > 0", "1 < 2 > 0"),
      ("<laughs> <3 <- <b", "<laughs> <3 <- <b"),
      ("Fish &amp; chips & peas &lt;", "Fish & chips & peas <"),
      ("**not** _bold_", "**not** _bold_"), ("{\\i1}a{\\i0}b", "[i|a]b"), ("{loud} a", "{loud} a"),
      ("{ \\an2}a", "{ \\an2}a"), ("a{\\xyz}b{\\", "ab{\\"),
      ("{\\p1}m 0 0 l 9 9{\\p0}text", "text"), ("</i>a</b>", "a"),
      ("  a \t  b  ", "a b"),
    ])
  func markup(text: String, expected: String) throws {
    #expect(try summary("1\n00:00:01,000 --> 00:00:02,000\n\(text)\n") == ["1000-2000 \(expected)"])
  }

  @Test("Places")
  func places() throws {
    func placement(_ text: String) throws -> CaptionPlacement? {
      try CaptionFileBench.read("1\n00:00:01,000 --> 00:00:02,000\n\(text)\n").cues.first?.caption
        .placement
    }
    #expect(try placement("{\\an8}x") == CaptionPlacement(anchor: .top))
    #expect(try placement("x{\\an 7}{\\an1}") == CaptionPlacement(anchor: .topLeft))
    #expect(try placement("{\\a6}x") == CaptionPlacement(anchor: .top))
    #expect(try placement("{\\an2}x") == nil)
    #expect(
      try placement("{\\an5\\pos(192,72)}x")
        == CaptionPlacement(anchor: .center, x: Rational(1, 2), y: Rational(1, 4)))
  }

  @Test("Twenty thousand captions, and lines of 200 kB, take little time")
  func size() throws {
    var text = ""
    for index in 0..<20_000 {
      text += "\(index + 1)\r\n\(index / 3600):\(index / 60 % 60):\(index % 60),000 --> "
      text +=
        "\(index / 3600):\(index / 60 % 60):\(index % 60),900\r\n<i>Caption</i> \(index)\r\n\r\n"
    }
    let clock = ContinuousClock()
    let bytes = Array(text.utf8)
    var document = CaptionDocument(format: .srt)
    let time = try clock.measure { document = try CaptionReader.read(bytes) }
    #expect(document.cues.count == 20_000)
    #expect(document.cues.last?.caption.start == 19_999_000)
    // Tens of milliseconds in an optimised build; the bound is for others and busy machines.
    #expect(time < .seconds(20))
    for fill in ["{\\", "<", "&", "a ", "<i>", "{\\i1}", "{", "0", "1:", "\\N", "<c.", "-->"] {
      let long = String(repeating: fill, count: 200_000 / fill.utf8.count)
      for head in [
        "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n",
        "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
      ] {
        let time = try clock.measure { _ = try CaptionFileBench.read(head + long + "\n") }
        #expect(time < .seconds(10), "\(fill)")
      }
    }
  }
}
