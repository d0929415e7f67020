import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("WebVTT")
struct WebVTTTests {
  @Test("Headers, comments, style sheets and regions are no captions")
  func blocks() throws {
    let document = try CaptionFileBench.read(
      """
      WEBVTT - a title
      Kind: captions

      NOTE
      00:00:00.000 --> 00:00:01.000
      not shown

      STYLE
      ::cue { color: lime }

      REGION
      id:fred

      intro
      00:01.000 --> 00:02.000
      NOTE is a word here

      00:02.000 --> 00:03.000
      no line between
      next
      00:03.000 --> 01:00:04.000
      last
      """)
    #expect(
      CaptionFileBench.summary(document) == [
        "1000-2000 NOTE is a word here", "2000-3000 no line between", "3000-3604000 last",
      ])
    #expect(document.cues.map(\.line) == [15, 18, 21])
  }

  @Test(
    "Cue text",
    arguments: [
      ("<v Fred Smith>Hi</v> <i.loud>there</i>", "Hi [i|there]"),
      ("<c.yellow>y</c>n", "[#FFFF00|y]n"),
      ("<b>a <u>b</u></b>", "[b|a ][bu|b]"),
      ("a &amp; b &lt;i&gt; &nbsp;&#x41;", "a & b <i> \u{A0}A"),
      ("<unknown>a</unknown></>", "a"),
      ("one <00:01.200>two <00:00:01.400>three", "one @1200 two @1400 three"),
      ("1 < 2", "1 < 2"), ("<ruby>漢<rt>kan</rt></ruby>", "漢kan"), ("&", "&"),
    ])
  func text(text: String, expected: String) throws {
    let document = try CaptionFileBench.read("WEBVTT\n\n00:01.000 --> 00:02.000\n\(text)\n")
    #expect(CaptionFileBench.summary(document) == ["1000-2000 \(expected)"])
  }

  @Test("Settings")
  func settings() throws {
    func placement(_ settings: String) -> CaptionPlacement? {
      WebVTTSettings(Array(settings.utf8)[...]).placement
    }
    #expect(placement("") == nil)
    #expect(placement("align:center position:50%") == nil)
    #expect(placement("line:0") == CaptionPlacement(anchor: .top))
    #expect(placement("line:80%") == CaptionPlacement(anchor: .top, y: Rational(4, 5)))
    #expect(
      placement("line:45%,end align:middle")
        == CaptionPlacement(anchor: .bottom, y: Rational(9, 20)))
    #expect(placement("line:-1") == nil)
    #expect(placement("line:-3") == CaptionPlacement(anchor: .bottom, y: Rational(109, 125)))
    #expect(placement("align:start") == CaptionPlacement(anchor: .bottomLeft))
    #expect(placement("align:right") == CaptionPlacement(anchor: .bottomRight))
    #expect(
      placement("position:20%,start") == CaptionPlacement(anchor: .bottomLeft, x: Rational(1, 5)))
    #expect(
      placement("position:60%,end align:start size:35%")
        == CaptionPlacement(anchor: .bottomRight, x: Rational(3, 5)))
    // What is written wrongly is ignored.
    #expect(placement("position:10 line:x align:up size region:a vertical:rl line:200%") == nil)
    #expect(placement("position:50%,nowhere line:120%") == nil)
    #expect(placement("position:33.3x% line:.5% align:-1%") == nil)
    #expect(placement("line:-9223372036854775808 position:9223372036854775807.25%") == nil)
    // As many digits as a program cares to write.
    #expect(
      placement("position:33.33333333% line:66.66666667%")
        == CaptionPlacement(anchor: .top, x: Rational(3333, 10_000), y: Rational(6666, 10_000)))
    #expect(
      placement("line:100.000000%") == CaptionPlacement(anchor: .top, y: Rational(1)))
  }
}
