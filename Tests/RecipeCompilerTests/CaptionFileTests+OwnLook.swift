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
}
