import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// Captions in scripts beside a film, which are to look as they do in it.
extension CaptionFileTests {
  private func script(
    _ captions: [Caption], style: String, mode: String = "[burn, sidecar]"
  ) throws -> SubtitlesParameters {
    let document = CaptionDocument(
      format: .vtt,
      cues: captions.enumerated().map { .init(line: 3 * $0.offset + 3, caption: $0.element) })
    let film = try CompiledFilm(
      film(
        "{ path: film.vtt, mode: \(mode), formats: [ass], style: { \(style) } }", scenes: 1),
      results: results(["film.vtt": document]))
    let parameters = film.graph.ids.compactMap { film.graph[$0].parameters as? SubtitlesParameters }
    return try #require(parameters.first)
  }

  @Test("A script's captions have the film's letters and stay within its margins")
  func scriptPlaces() throws {
    func caption(_ x: Int, _ y: Int) -> Caption {
      Caption(
        start: 1000, end: 2000, runs: [.init("straße")],
        placement: .init(anchor: .bottom, x: Rational(x, 100), y: Rational(y, 100)))
    }
    let parameters = try script(
      [caption(0, 0), caption(100, 100), caption(50, 50)],
      style: "uppercase: true, safe_area: 10%, shadow: 10%, letter_spacing: 20%, italic: true")
    #expect(parameters.captions.map(\.text) == ["STRASSE", "STRASSE", "STRASSE"])
    let tenth = Rational(1, 10)
    #expect(
      parameters.captions.map(\.placement) == [
        .init(anchor: .topLeft, x: tenth, y: tenth),
        .init(anchor: .bottomRight, x: Rational(1) - tenth, y: Rational(1) - tenth),
        .init(anchor: .bottom, x: Rational(1, 2), y: Rational(1, 2)),
      ])
    let look = try #require(parameters.look)
    #expect(look.isItalic)
    #expect(look.letterSpacing == Rational(1, 100))
    #expect(look.shadow?.offset == Rational(5, 1000))
    #expect(look.margin == tenth)
    #expect(look.sideMargin == tenth * Rational(look.width, look.height))
    #expect(look.highlight == nil)
  }

  @Test("Words of a script light up in the film's frames, whether they are burned in or not")
  func scriptWords() throws {
    let caption = Caption(
      start: 1000, end: 3010,
      runs: [.init("one ", spoken: 1000), .init("two\nthree", spoken: 1510)])
    for mode in ["[burn, sidecar]", "sidecar"] {
      let parameters = try script([caption], style: "highlight: box", mode: mode)
      #expect(parameters.look?.highlight?.isBox == true)
      let runs = parameters.captions[0].runs
      #expect(runs.map(\.text) == ["one ", "two\n", "three"])
      // "two" and "three" share the time by their letters. A frame lasts a thirtieth of a second.
      #expect(runs.map(\.spoken) == [1000, 1500, 2066])
    }
    let plain = try script([caption], style: "highlight: none")
    // When they are spoken is not in the key of a script that does not show it.
    #expect(plain.captions == [Caption(start: 1000, end: 3010, text: "one two\nthree")])
  }

  @Test("Lines are those of the film, markup and all", arguments: ["[burn, sidecar]", "sidecar"])
  func scriptLines(mode: String) throws {
    let caption = Caption(
      start: 1000, end: 3000,
      runs: [
        .init("one two "), .init("three", markup: TextMarkup(isBold: true)),
        .init("four five\nsix"),
      ])
    func texts(_ style: String) throws -> [String] {
      try script([caption], style: style, mode: mode).captions[0].runs.map {
        "\($0.markup)\($0.text.replacing("\n", with: "/"))"
      }
    }
    #expect(try texts("color: red") == ["one two ", "bthree", "four five/six"])
    #expect(try texts("max_line_length: 14") == ["one two/", "bthree", "four/five six"])
  }

  @Test("What shows together stands apart where players would not see to it")
  func scriptStacks() throws {
    let captions = [
      Caption(start: 1000, end: 3000, text: "one\ntwo"),
      Caption(start: 2000, end: 4000, text: "three"),
    ]
    #expect(try script(captions, style: "color: red").captions.map(\.placement) == [nil, nil])
    for mode in ["[burn, sidecar]", "sidecar"] {
      let parameters = try script(captions, style: "highlight: word", mode: mode)
      let look = try #require(parameters.look)
      #expect(
        parameters.captions.map(\.placement) == [
          nil,
          .init(
            anchor: .bottom, x: Rational(1, 2),
            y: Rational(1) - look.margin - look.lineHeight * Rational(2)),
        ])
    }
  }

  @Test("Lines that are aligned otherwise than the text are placed by their own side")
  func scriptAlignment() throws {
    let captions = [
      Caption(start: 1000, end: 2000, text: "a line\nb"),
      Caption(start: 3000, end: 4000, text: "c"),
    ]
    let parameters = try script(captions, style: "align: left")
    let place = try #require(parameters.captions[0].placement)
    #expect(place.anchor == .bottomLeft)
    let look = try #require(parameters.look)
    #expect(place.y == Rational(1) - look.margin)
    let x = try #require(place.x)
    #expect(x > Rational(2, 5) && x < Rational(1, 2))
    #expect(parameters.captions[1].placement == nil)
  }
}
