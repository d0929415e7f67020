import RecipeLanguage
import Testing

@testable import RecipeCompiler

/// What a film is made without, or otherwise than its recipe says, and how its author hears of it.
@Suite("Warnings of the compiler")
struct WarningTests {
  /// Each as `line:column message`.
  private func warnings(_ yaml: String, results: MadeUpResults = MadeUpResults()) throws -> [String]
  {
    try CompiledFilm(yaml, results: results).warnings.map {
      #expect($0.severity == .warning)
      return "\($0.line ?? 0):\($0.column ?? 0) \($0.message)"
    }
  }

  @Test("A transition that is cut says between which scenes")
  func transitions() throws {
    let own = try warnings(
      """
      scenes:
        - { id: hook, duration: 4s, transition: { name: fade, duration: 3s } }
        - { duration: 2s, transition: wipeleft }
        - { id: end, duration: 0.1s }
      """)
    #expect(
      own == [
        "2:67 the transition from 'hook' to scene2 is cut to 30 frames, half of scene2",
        "3:33 the transition from scene2 to 'end' is cut to 1 frame, half of 'end'",
      ])
    // That of the defaults is no place at which to look for the scene.
    let film = try CompiledFilm(
      """
      defaults: { transition: { name: fade, duration: 1s } }
      scenes:
        - { duration: 4s }
        - { id: short, duration: 1s }
        - { duration: 4s }
      """)
    #expect(film.warnings.map(\.line) == [3, 4])
    #expect(film.warnings.map { $0.notes.map(\.mark?.line) } == [[1], [1]])
    #expect(
      film.warnings.map(\.message) == [
        "the transition from scene1 to 'short' is cut to 15 frames, half of 'short'",
        "the transition from 'short' to scene3 is cut to 15 frames, half of 'short'",
      ])
  }
}
