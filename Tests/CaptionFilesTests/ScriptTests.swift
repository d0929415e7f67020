import FilmVocabulary
import Testing

@testable import CaptionFiles

@Suite("SubStation Alpha")
struct ScriptTests {
  private func script(_ events: String, head: String = "") -> String {
    """
    [Script Info]
    ; a comment
    PlayResX: 640
    PlayResY: 360
    \(head)
    [V4+ Styles]
    Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, Alignment
    Style: Default,Noto Sans,20,&H00FFFFFF,-1,0,0,2
    Style: Note,Noto Serif,20,&H000000FF,0,-1,0,8

    [Events]
    Format: Layer, Start, End, Style, Text
    \(events)
    """
  }

  private func summary(_ events: String, head: String = "") throws -> [String] {
    CaptionFileBench.summary(try CaptionFileBench.read(script(events, head: head)))
  }

  @Test("Texts, breaks, braces and commas")
  func text() throws {
    #expect(
      try summary(
        """
        Dialogue: 0,0:00:01.00,0:00:02.50,Default,One, two\\Nthree\\nfour\\hfive
        Comment: 0,0:00:01.00,0:00:02.50,Default,not shown
        Dialogue: 0,0:00:03.00,0:00:04.00,Default,{a remark}{\\i1}a{\\i0} \\{b\\} {\\fad(1,2)\\t(0,9,\\i1)\\c&H0000FF&}c{\\c}d
        Dialogue: 0,0:00:05.00,0:00:06.00,Default,{\\p1}m 0 0 l 9 9
        Dialogue: 1,0:00:03.00,0:00:04.00,Default,{\\i1}a{\\i0} \\{b\\} {\\1c&HFF&}c{\\r}d
        Dialogue: what
        """) == [
          "1000-2500 One, two/three four\u{A0}five", "3000-4000 [i|a] {b} [#FF0000|c]d",
        ])
    #expect(
      try summary("Dialogue: 0,0:00:01.00,0:00:02.00,Default,a\\nb", head: "WrapStyle: 2")
        == ["1000-2000 a/b"])
  }

  @Test("What differs from the style of most is markup; places are those of the number pad")
  func styles() throws {
    let document = try CaptionFileBench.read(
      script(
        """
        Dialogue: 0,0:00:01.00,0:00:02.00,Default,bold as all
        Dialogue: 0,0:00:02.00,0:00:03.00,Default,again
        Dialogue: 0,0:00:03.00,0:00:04.00,*Note,aside {\\rDefault}back
        Dialogue: 0,0:00:04.00,0:00:05.00,Default,{\\an7\\pos(320,90)}there
        """))
    #expect(
      CaptionFileBench.summary(document) == [
        "1000-2000 bold as all", "2000-3000 again", "3000-4000 [i#FF0000|aside] back",
        "4000-5000 there",
      ])
    #expect(
      document.cues.map(\.caption.placement) == [
        nil, nil, CaptionPlacement(anchor: .top),
        CaptionPlacement(anchor: .topLeft, x: Rational(1, 2), y: Rational(1, 4)),
      ])
  }

  @Test("Karaoke gives times to words")
  func karaoke() throws {
    #expect(
      try summary(
        "Dialogue: 0,0:00:10.00,0:00:12.00,Default,{\\k50}one {\\kf30}t{\\k20}wo {\\K40}three")
        == ["10000-12000 @10000 one @10500 t@10800 wo @11000 three"])
  }

  @Test("Sides that no screen has are those of the largest", arguments: ["X", "Y", "XY"])
  func hugeSides(sides: String) throws {
    let lines = sides.map { "PlayRes\($0): 9223372036854775807" }.joined(separator: "\n")
    let document = try CaptionFileBench.read(
      """
      [Script Info]
      \(lines)
      [Events]
      Format: Start, End, Text
      Dialogue: 0:00:01.00,0:00:02.00,{\\pos(8192,8192)}there
      """, keepsScript: true)
    let place = try #require(document.cues.first?.caption.placement)
    #expect(place.x == (sides == "Y" ? Rational(1875, 10_000) : Rational(1, 4)))
    #expect(place.y == (sides == "X" ? Rational(3333, 10_000) : Rational(1, 4)))
    #expect(document.script?.head.contains("32768\n") == true)
  }

  @Test("SubStation Alpha before version 4+")
  func old() throws {
    let document = try CaptionFileBench.read(
      """
      [Script Info]
      ScriptType: v4.00
      [V4 Styles]
      Style: Default,Arial,20,65535,0,0,0,0,0,1,2,2,6,10,10,10,0,0
      [Events]
      Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,Name,0000,0000,0000,,Above
      """)
    #expect(CaptionFileBench.summary(document) == ["1000-2000 Above"])
    #expect(document.cues.first?.caption.placement == CaptionPlacement(anchor: .top))
  }

  @Test("A script as it stands")
  func kept() throws {
    let document = try CaptionFileBench.read(
      script("Dialogue: 3,0:00:01.00,0:00:02.00,Note,a{\\fnLato\\rDefault}, b"), keepsScript: true)
    let kept = try #require(document.script)
    #expect(kept.styles.map(\.font) == ["Noto Sans", "Noto Serif"])
    #expect(kept.styles.map(\.isBold) == [true, false])
    #expect(kept.styles.map(\.isItalic) == [false, true])
    #expect(
      kept.events == [
        .init(
          line: 13, start: 1000, end: 2000, layer: 3,
          fields: "Note,,0,0,0,,a{\\fnLato\\rDefault}, b",
          styles: ["Note", "Default"], fonts: ["Lato"])
      ])
    #expect(kept.head.contains("PlayResX: 640\nPlayResY: 360\n"))
    #expect(!kept.head.contains("comment"))
  }

  @Test("Styles in several forms are kept in that of the first")
  func formats() throws {
    let document = try CaptionFileBench.read(
      """
      [Script Info]
      LayoutResX: 1920
      LayoutResY: 1080
      Title: x
      [V4+ Styles]
      Style: One,Lato,20,&H00FFFFFF
      Format: Fontname, Name, Bold, Fontsize
      Style: Noto Serif,Two,-1,30
      [Events]
      Dialogue: 0,0:00:01.00,0:00:02.00,Two,,0,0,0,,Words
      """, keepsScript: true)
    let kept = try #require(document.script)
    #expect(kept.head.contains("\nFormat: name, fontname, fontsize, primarycolour, "))
    #expect(kept.head.contains("\nLayoutResX: 1920\nLayoutResY: 1080\n"))
    #expect(kept.styles.map(\.font) == ["Lato", "Noto Serif"])
    #expect(kept.styles.map(\.isBold) == [false, true])
    #expect(kept.styles[0].line == "One,Lato,20,&H00FFFFFF")
    #expect(kept.styles[1].line == "Two,Noto Serif,30,,,,,-1,,,,,,,,,,,,,,,")
  }
}
