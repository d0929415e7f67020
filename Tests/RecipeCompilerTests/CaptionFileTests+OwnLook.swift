import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// Scripts that are drawn with the look that they have.
extension CaptionFileTests {
  static func script(_ texts: [String]) -> CaptionDocument {
    CaptionDocument(
      format: .ass,
      script: StyledScript(
        head: "[Script Info]\n",
        styles: [
          .init(name: "Default", font: "Noto Sans", isBold: false, line: "Default,Noto Sans,20"),
          .init(name: "Odd", font: "No Such Font", isBold: true, line: "Odd,No Such Font,20"),
        ],
        events: texts.enumerated().map { index, text in
          .init(
            line: 20 + index, start: 4000 * index, end: 4000 * index + (index == 0 ? 9000 : 3000),
            layer: 0,
            fields: "\(index == 2 ? "Odd" : "Default"),,0,0,0,,\(text)",
            styles: [index == 2 ? "Odd" : "Default"], fonts: [])
        }))
  }

  @Test("A script's own look: only what shows is in a segment's key")
  func ownLook() throws {
    let yaml = film("{ path: film.ass, look: file, mode: burn }", scenes: 2)
    func compiled(_ texts: [String]) throws -> CompiledFilm {
      try CompiledFilm(yaml, results: results(["film.ass": Self.script(texts)]))
    }
    let texts = (0..<20).map { "Line \($0)" }
    let before = try compiled(texts)
    #expect(
      before.warnings.map(\.message) == [
        "the font 'No Such Font' of 'film.ass' is not installed; 'Noto Sans' takes its place"
      ])
    // The piece from frame 268 shows the third event, and the first and second are its company.
    let third = try #require(
      tracks(before).map(\.parameters).compactMap(\.script).first { script in
        script.events.contains { $0.fields.contains("Line 2") && $0.start < 0 }
      })
    #expect(third.head.contains("Style: Odd,Noto Sans,20\n"))
    var edited = texts
    edited[10] = "Other words"
    let work = try compiled(edited).work(after: before)
    let segments = work.filter { $0.hasPrefix("segment") }
    #expect((1...2).contains(segments.count), "\(work)")
    #expect(tracks(before).allSatisfy { $0.parameters.captions == nil })
    let plain = CaptionDocument(format: .srt)
    #expect(throws: RecipeCompiler.Failure.self) {
      _ = try CompiledFilm(yaml, results: results(["film.ass": plain]))
    }
  }

  @Test("An ASS file beside the film has the script's own look, and only what shows in the film")
  func ownLookBeside() throws {
    func written(_ modes: String) throws -> (SubtitlesParameters, CompiledFilm) {
      let compiled = try CompiledFilm(
        film(
          "{ path: film.ass, look: file, offset: -4.5s, mode: \(modes), formats: [ass, srt] }",
          scenes: 2),
        results: results(["film.ass": Self.script((0..<400).map { "Line \($0)" })]))
      let nodes = compiled.graph.ids.compactMap {
        compiled.graph[$0].parameters as? SubtitlesParameters
      }
      #expect(nodes.count == 2 && nodes.first { $0.format == .srt }?.script == nil)
      return (try #require(nodes.first { $0.format == .ass }), compiled)
    }
    let (both, compiled) = try written("[burn, sidecar]")
    let script = try #require(both.script)
    #expect(both.captions.isEmpty && both.look == nil)
    // Its own fonts, whether they are installed here or not.
    #expect(
      script.head == "[Script Info]\nStyle: Default,Noto Sans,20\nStyle: Odd,No Such Font,20\n")
    // The first begins before the film.
    #expect(script.events.prefix(3).map(\.start) == [-4500, -500, 3500])
    #expect(script.events.first?.fields == "Default,,0,0,0,,Line 0")
    let frames = try #require(
      compiled.graph.ids.compactMap { compiled.graph[$0].parameters as? FilmParameters }.first?
        .frames)
    #expect(script.events.allSatisfy { $0.start < 1000 * frames / 30 && $0.end > 0 })
    #expect((2..<400).contains(script.events.count))
    // Nor does it matter whether it is burned in.
    #expect(try written("sidecar").0.script == script)
  }

  @Test("A font that is not installed is replaced where it is named, not within longer names")
  func replacedFonts() throws {
    var document = Self.script([
      "{\\fnNo Such Font Black}a{\\b1\\fnNo Such Font}b{\\fn@No Such Font \\i1}c{\\fn}No Such Font"
    ])
    document.script?.events[0].fonts = ["No Such Font Black", "No Such Font"]
    let film = try CompiledFilm(
      film("{ path: film.ass, look: file, mode: burn }", scenes: 1),
      results: results(["film.ass": document]))
    let texts = Set(
      tracks(film).compactMap(\.parameters.script).flatMap(\.events).map(\.fields))
    #expect(
      texts == [
        "Default,,0,0,0,,{\\fnNo Such Font Black}a{\\b1\\fnNoto Sans}b"
          + "{\\fnNoto Sans\\i1}c{\\fn}No Such Font"
      ])
  }

  @Test("An event that began ages ago is counted from a time that can be counted with")
  func ageOldEvent() throws {
    var document = Self.script(["Line 0"])
    document.script?.events[0].start = -3_599_999_996_400_000
    let film = try CompiledFilm(
      film("{ path: film.ass, look: file, mode: burn }", scenes: 1),
      results: results(["film.ass": document]))
    let events = tracks(film).compactMap(\.parameters.script).flatMap(\.events)
    #expect(!events.isEmpty && events.allSatisfy { $0.start < 0 && $0.start > -(1 << 41) })
  }

  @Test("A letter that its style's font lacks gets another font; no other segment needs it")
  func fallback() throws {
    let yaml = film("{ path: film.ass, look: file, mode: burn }", scenes: 2)
    var texts = (0..<20).map { "Line \($0)" }
    let before = try CompiledFilm(
      yaml, results: results(["film.ass": Self.script(texts)]))
    texts[10] = "{\\b1}Line 漢字"
    let after = try CompiledFilm(yaml, results: results(["film.ass": Self.script(texts)]))
    let shown = segments(after).filter {
      $0.parameters.script?.events.contains { $0.fields.contains("漢") } ?? false
    }
    #expect(!shown.isEmpty && shown.count < segments(after).count)
    for node in shown { #expect(node.fonts.contains("/fonts/Noto Sans CJK SC-Bold.ttf")) }
    #expect(
      shown.first?.parameters.script?.events.map(\.fields).contains(
        "Default,,0,0,0,,{\\b1}Line {\\fnNoto Sans CJK SC}漢字{\\fn}") == true)
    let chinese = segments(after).filter { $0.fonts.contains { $0.contains("CJK") } }
    #expect(chinese.count == shown.count)
    let work = after.work(after: before).filter { $0.hasPrefix("segment") }
    #expect(work.count == shown.count, "\(work)")
  }

  private func segments(
    _ film: CompiledFilm
  ) -> [(parameters: SegmentParameters, fonts: [String])] {
    film.graph.ids.compactMap { id in
      let fonts = film.graph[id].inputs.filter { $0.role == "font" }.compactMap {
        if case .file(let path) = $0.source { path } else { nil }
      }
      return (film.graph[id].parameters as? SegmentParameters).map { ($0, fonts) }
    }
  }

  @Test("An event on another line of its file is the same event")
  func movedLine() throws {
    let yaml = film("{ path: film.ass, look: file, mode: burn }", scenes: 2)
    var document = Self.script(["One", "漢字", "Three"])
    let before = try CompiledFilm(yaml, results: results(["film.ass": document]))
    for index in 0..<3 { document.script?.events[index].line += 100 }
    let after = try CompiledFilm(yaml, results: results(["film.ass": document]))
    #expect(after.work(after: before) == [])
  }

  @Test("What no font has is an error with the script's line, a coloured emoji a warning")
  func missingLetters() throws {
    let yaml = film("{ path: film.ass, look: file, mode: burn }", scenes: 1)
    let document = Self.script(["\u{13000}", "\u{13000} \u{1AB0}", "after the film \u{13001}"])
    var late = document
    late.script?.events[2].start = 3_600_000
    late.script?.events[2].end = 3_601_000
    var services = MadeUpServices()
    services.missing = ["Noto Sans Egyptian Hieroglyphs", "Noto Serif Egyptian Hieroglyphs"]
    let failure = try #require(throws: RecipeCompiler.Failure.self) {
      _ = try CompiledFilm(yaml, results: results(["film.ass": late]), services: services)
    }
    let errors = failure.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(errors.count == 2)
    #expect(
      errors.first == "no installed font has '\u{13000}' (U+13000, Egyptian Hieroglyphs) in the "
        + "caption on line 20 of 'film.ass'; the package fonts-noto-core has fonts for it")
    #expect(errors.last?.contains("line 21 of 'film.ass'") == true)

    services.missing = ["Noto Emoji", "Symbola"]
    let emoji = try CompiledFilm(
      yaml, results: results(["film.ass": Self.script(["Go \u{1F600}", "on", "\u{1F600}"])]),
      services: services)
    #expect(
      emoji.warnings.map(\.message).contains(
        "libass draws no emoji in colour, and no other font has those on lines 20, 22 of "
          + "'film.ass': they are left out; 'look: recipe' draws them"))
  }

  @Test("A script without any font is an error; one with its own needs no other")
  func noFont() throws {
    let yaml = film("{ path: film.ass, look: file, mode: burn }", scenes: 1)
    var document = Self.script(["One", "Two", "Three"])
    var services = MadeUpServices()
    services.missing = ["Noto Sans"]
    let failure = try #require(throws: RecipeCompiler.Failure.self) {
      _ = try CompiledFilm(yaml, results: results(["film.ass": document]), services: services)
    }
    #expect(
      failure.diagnostics.map(\.message).contains(
        "neither the font 'No Such Font' of 'film.ass' nor 'Noto Sans' is installed; the package "
          + "fonts-noto-core has the latter"))
    document.script?.events.removeLast()
    document.script?.styles[0] = .init(
      name: "Default", font: "Lato", isBold: false, line: "Default,Lato,20")
    let film = try CompiledFilm(yaml, results: results(["film.ass": document]), services: services)
    #expect(film.warnings.isEmpty)
  }

  @Test("Fonts that hardly any machine has are replaced by those with letters as wide")
  func aliases() throws {
    var services = MadeUpServices()
    services.missing = [
      "Arial", "Arial Bold", "CourierNewPS-BoldItalicMT", "Liberation Mono Bold Italic",
    ]
    var document = Self.script(["{\\fnArial Bold}a{\\fnCourierNewPS-BoldItalicMT}b"])
    document.script?.events[0].fonts = ["Arial Bold", "CourierNewPS-BoldItalicMT"]
    document.script?.styles[0].font = "Arial"
    document.script?.styles[0].line = "Default,Arial,20"
    let film = try CompiledFilm(
      film("{ path: film.ass, look: file, mode: burn }", scenes: 1),
      results: results(["film.ass": document]), services: services)
    // Nor is the style without events warned of, whose font is not installed.
    #expect(film.warnings.isEmpty, "\(film.warnings)")
    let scripts = tracks(film).compactMap(\.parameters.script)
    #expect(scripts.allSatisfy { $0.head.contains("Style: Default,Liberation Sans,20\n") })
    #expect(
      scripts.flatMap(\.events).map(\.fields).contains(
        "Default,,0,0,0,,{\\fnLiberation Sans Bold}a{\\fnCousine Bold Italic}b"))
    let fonts = segments(film).flatMap(\.fonts)
    #expect(fonts.contains("/fonts/Liberation Sans.ttf"))
    #expect(fonts.contains("/fonts/Cousine Bold Italic.ttf"))
  }

  @Test(
    "Names of faces in parts",
    arguments: [
      ("Arial", ["Liberation Sans", "Arimo"]), ("arial", ["Liberation Sans", "Arimo"]),
      ("ArialMT", ["Liberation Sans", "Arimo"]),
      ("Times New Roman Bold", ["Liberation Serif Bold", "Tinos Bold"]),
      ("TimesNewRomanPS-ItalicMT", ["Liberation Serif Italic", "Tinos Italic"]),
      ("Helvetica-BoldOblique", ["Liberation Sans Bold Italic", "Arimo Bold Italic"]),
      ("Times-Roman", ["Liberation Serif", "Tinos"]),
      ("Arial Narrow", ["Liberation Sans Narrow"]),
      ("Calibri Regular", ["Carlito"]), ("Arial Black", []), ("Calibri Light", []), ("Bold", []),
      ("", []), ("Ar", []),
    ])
  func aliasNames(name: String, expected: [String]) {
    #expect(FontAlias.names(for: name) == expected)
  }

  @Test("Families have the names that their files give them")
  func familyNames() throws {
    var services = MadeUpServices()
    services.families = [
      "Noto Sans Symbols 2": "Noto Sans Symbols2", "noto sans": "Noto Sans",
    ]
    var document = Self.script(["{\\fnNoto Sans Symbols 2\\i1}a{\\fnnoto sans}b", "Noto"])
    document.script?.events[0].fonts = ["Noto Sans Symbols 2", "noto sans"]
    document.script?.styles[0].font = "Noto Sans Symbols 2"
    document.script?.styles[0].line = "Default,@Noto Sans Symbols 2,20"
    let film = try CompiledFilm(
      film("{ path: film.ass, look: file, mode: burn }", scenes: 1),
      results: results(["film.ass": document]), services: services)
    let scripts = tracks(film).compactMap(\.parameters.script)
    #expect(scripts.allSatisfy { $0.head.contains("Style: Default,@Noto Sans Symbols2,20\n") })
    // Capitals make no difference to libass: those texts stay as they are.
    #expect(
      scripts.flatMap(\.events).map(\.fields).contains(
        "Default,,0,0,0,,{\\fnNoto Sans Symbols2\\i1}a{\\fnnoto sans}b"))
  }

  @Test("A segment holds what shows in it and what that gave way to, and nothing else")
  func company() throws {
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var document = Self.script([])
    document.script?.events = (0..<300).map { index in
      let start = random(120_000) - 20_000
      return .init(
        line: index, start: start, end: start + 500 + random(4000), layer: random(2),
        fields: "Default,,0,0,0,,\(random(8) == 0 ? "{\\pos(1,2)}" : "")<\(index)>",
        styles: ["Default"], fonts: [])
    }
    let events = document.script?.events ?? []
    let film = try CompiledFilm(
      film("{ path: film.ass, look: file, mode: burn }", scenes: 3),
      results: results(["film.ass": document]))
    var beside = 0
    for parameters in tracks(film).map(\.parameters) {
      guard let script = parameters.script else { continue }
      let held = script.events.compactMap { event in
        events.firstIndex { $0.fields == event.fields }
      }
      let base = events[held[0]].start - script.events[0].start
      let last = script.milliseconds(
        ofFrame: parameters.spans.map(\.frames).reduce(-1, +),
        frameRate: parameters.canvas.frameRate)
      var expected = Set(
        events.indices.filter { events[$0].start <= base + last && events[$0].end > base })
      func moves(_ index: Int) -> Bool { !events[index].fields.contains("\\pos") }
      var pending = expected.filter { events[$0].start < base && moves($0) }
      while let index = pending.popFirst() {
        for other in events.indices
        where !expected.contains(other) && moves(other)
          && events[other].layer == events[index].layer
          && events[other].start <= events[index].start && events[other].end > events[index].start
        {
          expected.insert(other)
          pending.insert(other)
          beside += 1
        }
      }
      #expect(held == expected.sorted())
    }
    #expect(beside > 10)
  }
}
