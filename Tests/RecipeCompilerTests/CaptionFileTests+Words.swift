import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// Which characters, words and letters the captions of a file need.
extension CaptionFileTests {
  @Test("A character that no font has is an error at the file's place in the recipe")
  func missingCharacters() {
    let document = CaptionDocument(
      format: .srt,
      cues: [
        .init(line: 2, caption: Caption(start: 0, end: 900, text: "all here")),
        .init(line: 6, caption: Caption(start: 1000, end: 1900, text: "a \u{13000}\u{13001} b")),
        .init(line: 10, caption: Caption(start: 2000, end: 2900, text: "\u{13000} again")),
      ])
    let hieroglyphs: Set = ["Noto Sans Egyptian Hieroglyphs", "Noto Serif Egyptian Hieroglyphs"]
    func messages(_ yaml: String, missing: Set<String> = hieroglyphs) -> [String] {
      do {
        return try CompiledFilm(
          yaml, results: results(["film.srt": document]),
          services: MadeUpServices(missing: missing)
        ).warnings.map(\.message)
      } catch {
        return (error as? RecipeCompiler.Failure)?.diagnostics.map {
          "\($0.mark?.line ?? 0):\($0.mark?.column ?? 0) \($0.message)"
        } ?? ["\(error)"]
      }
    }
    let expected = ["\u{13000}' (U+13000", "\u{13001}' (U+13001"].map {
      "no installed font has '\($0), Egyptian Hieroglyphs) in the caption on line 6 of "
        + "'film.srt'; the package fonts-noto-core has fonts for it"
    }
    #expect(messages(film("{ path: film.srt }", scenes: 1)) == expected.map { "1:20 " + $0 })
    let scene = film("{ mode: burn }", scenes: 1, extra: "caption: { path: film.srt }")
    #expect(messages(scene) == expected.map { "7:22 " + $0 })
    // A package that is there already is no remedy.
    #expect(
      messages(film("{ path: film.srt }", scenes: 1), missing: []).first
        == "1:20 'Noto Sans Egyptian Hieroglyphs' does not have '\u{13000}' (U+13000, Egyptian "
        + "Hieroglyphs) in the caption on line 6 of 'film.srt', nor does any other font that is "
        + "tried; name a 'font' that has it, or leave it out")
    // Files and tracks need no font.
    #expect(messages(film("{ path: film.srt, mode: [soft, sidecar] }", scenes: 1)) == [])
  }

  @Test("Words of a file in a script without spaces come from one stage for the whole file")
  func unspacedWords() throws {
    let document = CaptionDocument(
      format: .srt,
      cues: [
        .init(line: 2, caption: Caption(start: 0, end: 900, text: "plain")),
        .init(line: 6, caption: Caption(start: 1000, end: 2000, text: "你好，\n世界上")),
        .init(
          line: 10,
          caption: Caption(
            start: 3000, end: 4000,
            runs: [.init("人"), .init("人人生", markup: TextMarkup(isItalic: true)), .init("而自由 b")])),
      ])
    func compiled(_ mode: String, pending: Set<String> = []) throws -> CompiledFilm {
      var results = results(["film.srt": document])
      results.pending = pending
      return try CompiledFilm(
        film("{ path: film.srt, mode: \(mode) }", scenes: 1), results: results)
    }
    let burned = try compiled("burn")
    let texts = burned.graph.ids.compactMap {
      (burned.graph[$0].parameters as? WordsParameters)?.text
    }
    #expect(texts == ["你好，\n世界上\n人人人生而自由 b"])
    var words: [String: [CaptionTrack.Word]] = [:]
    for cue in tracks(burned).flatMap({ $0.parameters.captions?.cues ?? [] }) {
      let all = cue.lines.flatMap(\.words)
      words[all.map(\.text).joined(separator: "|")] = all
    }
    // Two characters to a word, from the text's start; what a space or a line parts is no border.
    #expect(Set(words.keys) == ["plain", "你好|，|世界|上", "人|人|人生|而自|由|b"])
    let third = try #require(words["人|人|人生|而自|由|b"])
    #expect(third.map(\.isUnspaced) == [false, false, true, true, true, false])
    #expect(third.map(\.joinsPrevious) == [false, true, false, false, false, false])
    // Nothing needs to be known where nothing is drawn.
    #expect(try compiled("burn", pending: ["words"]).plan.targets.isEmpty)
    #expect(try !compiled("soft", pending: ["words"]).plan.targets.isEmpty)
  }

  @Test("Captions in capitals are broken where capitals need it")
  func uppercase() throws {
    func lines(_ style: String) throws -> [[String]] {
      let document = CaptionDocument(
        format: .srt,
        cues: [.init(line: 2, caption: Caption(start: 0, end: 900, text: "forty wide letters"))])
      // 18 letters of 550 are 9900 thousandths of the size, of 700 (spaces less) 12300.
      let film = try CompiledFilm(
        film(
          "{ path: film.srt, style: { \(style)size: 10%, margin: 0%, side_margin: 33% } }",
          scenes: 1),
        results: results(["film.srt": document]))
      let cue = try #require(tracks(film).compactMap(\.parameters.captions).first?.cues.first)
      return cue.lines.map { $0.words.map(\.text) }
    }
    #expect(try lines("") == [["forty", "wide", "letters"]])
    #expect(try lines("uppercase: true, ") == [["FORTY", "WIDE"], ["LETTERS"]])
  }

  @Test("What Unicode gives no meaning to is in no package", arguments: ["\u{F8FF}", "\u{FFFE}"])
  func privateCharacters(text: String) {
    let document = CaptionDocument(
      format: .srt, cues: [.init(line: 2, caption: Caption(start: 0, end: 900, text: text))])
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm(
        film("{ path: film.srt }", scenes: 1), results: results(["film.srt": document]))
    }
    let message = failure?.diagnostics.first?.message ?? ""
    #expect(
      message.hasSuffix(
        "to which Unicode gives no meaning) in the caption on line 2 of 'film.srt'; "
          + "name a 'font' that has it, or leave it out"), "\(message)")
  }
}
