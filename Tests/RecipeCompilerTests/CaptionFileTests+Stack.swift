import FilmVocabulary
import RecipeLanguage
import Testing

@testable import RecipeCompiler

/// Captions that show together.
extension CaptionFileTests {
  private func stacked(_ captions: [(start: Int, end: Int, lines: Int)]) -> ([Int], first: Int?) {
    var stack = captions.map { caption in
      FilmCaption(
        caption: Caption(start: caption.start, end: caption.end, text: "x"),
        frames: caption.start..<caption.end,
        lines: Array(repeating: [], count: caption.lines), origin: nil)
    }
    let first = stack.stack()
    return (stack.map(\.raise), first)
  }

  @Test("Captions that show together stand above each other, in the lowest room for their lines")
  func stack() {
    let some = stacked([(0, 9, 2), (1, 3, 1), (2, 9, 1), (3, 9, 2), (4, 9, 1), (9, 12, 3)])
    #expect(some.0 == [0, 2, 3, 4, 2, 0] && some.first == nil)
    let many = stacked((0..<20_000).map { ($0, 1_000_000, 2) })
    #expect(many.first == 128 && many.0[127] == 254)
    #expect(stacked([(0, 9, 4000)]).first == nil)
  }

  @Test("More captions at once than a frame can show are an error that names the first")
  func tooMany() {
    let document = CaptionDocument(
      format: .srt,
      cues: (0..<3000).map {
        .init(line: 4 * $0 + 2, caption: Caption(start: $0, end: 9000, text: "x"))
      })
    func compiled(_ mode: String) throws -> CompiledFilm {
      try CompiledFilm(
        film("{ path: film.srt, mode: \(mode) }", scenes: 1),
        results: results(["film.srt": document]))
    }
    let failure = #expect(throws: RecipeCompiler.Failure.self) { try compiled("burn") }
    #expect(
      failure?.diagnostics.map(\.message) == [
        "the caption on line 1026 of 'film.srt' finds no room: more than 256 lines of captions "
          + "show at once; let some end earlier"
      ])
    #expect(throws: Never.self) { try compiled("soft") }
  }
}
