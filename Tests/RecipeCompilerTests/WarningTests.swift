import FilmVocabulary
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

  @Test("What several outputs find is said once")
  func outputs() throws {
    let found = try warnings(
      """
      scenes:
        - { id: hook, duration: 4s, transition: { name: fade, duration: 3s } }
        - { clip: [{ color: red, duration: 3.02s }, { color: blue }], duration: 2.01s,
            overlays: [{ text: late, start: 2.5s }] }
      outputs: [{ path: a.mp4 }, { path: b.mp4, fps: 23.976 }, { path: c.gif }]
      """)
    #expect(found.count == 3, "\(found)")
  }

  @Test("A clip whose turn comes when its scene is over")
  func clips() throws {
    let hidden = try warnings(
      """
      scenes:
        - id: hook
          duration: 2s
          clip: [{ path: a.mp4, duration: 1s }, b.mp4, a.jpg, { color: red, duration: 1s }]
        - { clip: [{ color: red, duration: 2s }, { color: blue }], duration: 2.5s }
      """)
    let end = "'hook' ends after 2.00 s, before the clips in front of it do"
    #expect(
      hidden == ["4:50 this clip never shows: \(end)", "4:57 this clip never shows: \(end)"])
    // One for all scenes shows in those that are long enough.
    let defaults = """
      defaults: { scene: { clip: [{ color: red, duration: 3s }, { color: blue }] } }
      scenes: [{ duration: 1s }, { duration: LAST }]
      """
    #expect(try warnings(defaults.replacing("LAST", with: "4s")) == [])
    #expect(
      try warnings(defaults.replacing("LAST", with: "2s")) == [
        "1:59 this clip never shows: scene1 ends after 1.00 s, before the clips in front of it do"
      ])
    // Nothing shows in a file of sound.
    #expect(
      try warnings(
        defaults.replacing("LAST", with: "2s") + "\nmusic: a.wav\noutputs: [{ path: a.mp3 }]") == []
    )
  }

  @Test("A part that ends behind its video says how much is missing")
  func trims() throws {
    let trims = try warnings(
      """
      scenes:
        - { clip: { path: a.mp4, trim: [8s, 12.5s] } }
        - { clip: { path: a.mp4, trim: "1s..10.09s" } }
        - { clip: b.mp4, overlays: [{ path: a.mp4, trim: [0s, 330f] }] }
        - { clip: a.jpg, duration: 1s, background: { path: b.mp4, trim: [1s, 20s] } }
      """)
    #expect(
      trims == [
        "2:39 'a.mp4' ends after 10.00 s, so that this part is 2.50 s shorter",
        "4:57 'a.mp4' ends after 10.00 s, so that this part is 1.00 s shorter",
        "5:72 'b.mp4' ends after 10.00 s, so that this part is 10.00 s shorter",
      ])
  }

  @Test("An overlay that begins when its scene is over")
  func overlays() throws {
    let late = try warnings(
      """
      scenes:
        - { id: hook, duration: 2s, overlays: [{ text: A, start: 2s }, { text: B, start: 1.9s }] }
        - duration: 1s
          overlays: [{ text: A, start: 40f, end: 5s, in: fade }]
      """)
    #expect(
      late == [
        "2:60 this overlay never shows: 'hook' ends after 2.00 s",
        "4:34 this overlay never shows: scene2 ends after 1.00 s",
      ])
    // One for all scenes shows in those that are long enough.
    let defaults = """
      defaults: { scene: { overlays: [{ text: A, start: 3s }] } }
      scenes: [{ duration: 1s }, { duration: 2s }, { duration: LAST }]
      """
    #expect(try warnings(defaults.replacing("LAST", with: "4s")) == [])
    let short = try warnings(defaults.replacing("LAST", with: "3s"))
    #expect(
      short == [
        "1:51 this overlay never shows: scene1 ends after 1.00 s"
      ])
  }

  @Test("A file of subtitles without any")
  func sidecars() throws {
    var results = MadeUpResults()
    results.documents["late.srt"] = CaptionDocument(
      format: .srt, cues: [.init(line: 2, caption: Caption(start: 9000, end: 9900, text: "late"))])
    let film = """
      scenes: [{ clip: { color: red }, duration: 2s }]
      subtitles: { mode: sidecar, formats: [vtt], tracks: [
        { path: late.srt, language: de, mode: [soft, sidecar] }] }
      outputs: [{ path: out/film.mp4 }]
      """
    let empty = try warnings(film, results: results)
    #expect(
      empty == [
        "3:11 the caption on line 2 of 'late.srt' begins after the film has ended and is left out",
        "4:19 'out/film.vtt' is empty: nothing in the film is captioned",
        "3:11 'out/film.de.vtt' is empty: no caption of 'late.srt' shows in the film",
      ])
    let spoken = film.replacing("clip: { color: red }", with: "text: One word")
    #expect(try warnings(spoken, results: results).count == 2)
  }
}
