import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

@Suite("Recipes to graphs")
struct RecipeCompilerTests {
  private func parameters<Parameters: NodeParameters>(
    _ type: Parameters.Type, in film: CompiledFilm
  ) -> [Parameters] {
    film.graph.closure(of: film.plan.targets.map(\.node)).compactMap {
      film.graph[$0].parameters as? Parameters
    }
  }

  @Test("A scene is as long as its speech with padding and its transition")
  func speechLength() throws {
    let film = try CompiledFilm(
      """
      narration: { padding: [0.5s, 1s] }
      scenes:
        - { text: "Sixteen letters." }
        - { duration: 2s, transition: none }
      """)
    let output = try #require(parameters(FilmParameters.self, in: film).first)
    // 16 letters are a second of made-up speech; a scene without transition adds none.
    #expect(output.segments.reduce(0, +) == 75 + 60)
    #expect(output.samples == 135 * 1600)
  }

  @Test("Until speech is known, it is pending and nothing is promised")
  func pending() throws {
    var results = MadeUpResults()
    results.pending = ["speech"]
    let film = try CompiledFilm(
      "scenes: [{ text: \"One. Two.\" }, { text: \"Three.\" }]", results: results)
    #expect(film.plan.targets.isEmpty)
    #expect(
      film.plan.pending.map { film.graph[$0].label }.sorted() == [
        "scene1/speech.1", "scene1/speech.2", "scene2/speech.1",
      ])
  }

  @Test("A scene whose length is given still waits for what its file holds")
  func pendingClip() throws {
    var results = MadeUpResults()
    results.pending = ["probe"]
    let film = try CompiledFilm("scenes: [{ clip: a.mp4, duration: 2s }]", results: results)
    #expect(film.plan.targets.isEmpty)
    #expect(film.plan.pending.count == 1)
  }

  @Test("A clip plays from its trim, and a list plays in order")
  func clips() throws {
    let film = try CompiledFilm(
      """
      scenes:
        - clip: [{ path: a.mp4, trim: [2s, 4s] }, { path: b.jpg, duration: 1s }, { path: a.mp4 }]
      """)
    let segments = parameters(SegmentParameters.self, in: film)
    let parts = segments.flatMap(\.spans).flatMap(\.shot.parts)
    let starts = parts.compactMap { part -> Rational? in
      if case .video(_, let play) = part.source { return play.start }
      return nil
    }
    #expect(segments.reduce(0) { $0 + $1.frames } == 13 * 30)
    #expect(starts.first == Rational(2))
    #expect(starts.contains(.zero))
  }

  @Test("A still without a length is an error at its scene")
  func still() throws {
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm("scenes:\n  - { clip: a.jpg }")
    }
    #expect(failure?.diagnostics.first?.line == 2)
    #expect(failure?.diagnostics.first?.message.contains("duration") == true)
  }

  @Test("What is wrong with lengths and times is told beside what is wrong with files")
  func lengthsBesideFiles() throws {
    let yaml = """
      scenes:
        - { clip: a.jpg }
        - { clip: { path: b.mp4, trim: [30f, 0.5s] }, duration: 1s }
        - { clip: c.wav }
        - { clip: { path: d.jpg, speed: 2 }, duration: 1s }
        - { duration: 3s, overlays: [{ text: A, start: 30f, end: 1s }] }
        - { duration: 3s, overlays: [{ text: A, start: 29f, end: 1s }] }
      """
    let failure = #expect(throws: RecipeCompiler.Failure.self) { try CompiledFilm(yaml) }
    #expect(failure?.diagnostics.compactMap(\.line).sorted() == [2, 3, 4, 5, 6])
    // A file that is missing leaves unknown what the others hold.
    let missing = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm(yaml, services: MadeUpServices(missing: ["d.jpg"]))
    }
    #expect(missing?.diagnostics.compactMap(\.line).sorted() == [3, 5, 6])
  }

  @Test("All missing files are named at once, each at its place")
  func missingFiles() throws {
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm(
        """
        scenes:
          - { clip: a.mp4 }
          - { clip: b.jpg, duration: 1s }
        music: bed.wav
        """, services: MadeUpServices(missing: ["a.mp4", "bed.wav"]))
    }
    #expect(failure?.diagnostics.map(\.line) == [2, 4])
  }

  @Test("What is wrong beside a missing file is told with it, before anything has run")
  func severalErrors() throws {
    var results = MadeUpResults()
    results.pending = ["probe", "speech"]
    let yaml = """
      scenes:
        - { text: Words., clip: a.mp4, title: { text: "\u{13000}" } }
        - { clip: b.mp4, overlays: [{ text: A, font: No Such Font }] }
      thumbnail: { path: picture.jpg }
      outputs: [{ path: film.mp4 }]
      """
    var services = MadeUpServices(missing: ["a.mp4"])
    services.neighbours = ["b.mp4", "A.mp4", "c"]
    for missing in [["a.mp4"], []] as [Set<String>] {
      services.missing = missing
      let failure = #expect(throws: RecipeCompiler.Failure.self) {
        try CompiledFilm(yaml, results: results, services: services)
      }
      let files = missing.isEmpty ? [] : ["'a.mp4' cannot be read: no such file"]
      let messages = failure?.diagnostics.map(\.message) ?? []
      #expect(messages.count == files.count + 2, "\(messages)")
      #expect(messages.starts(with: files), "\(messages)")
      #expect(messages.contains("no font 'No Such Font' is installed"), "\(messages)")
      #expect(failure?.diagnostics.first?.suggestion == (missing.isEmpty ? nil : "A.mp4"))
    }
  }

  @Test("Each target has its place")
  func places() throws {
    let film = try CompiledFilm(
      """
      scenes: [{ caption: Words, duration: 1s }]
      subtitles: { mode: sidecar }
      outputs: [{ path: a.mp4, thumbnail: { path: b.jpg } }]
      """)
    #expect(film.places.mapValues(\.column) == ["a.mp4": 19, "a.srt": 19, "b.jpg": 45])
  }

  @Test("A sound file cannot be shown, and an unknown font is named")
  func wrongFiles() throws {
    #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm("scenes: [{ clip: a.wav, duration: 1s }]")
    }
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm(
        """
        scenes: [{ text: "Hello." }]
        subtitles: { mode: burn, style: { font: "No Such Font" } }
        """)
    }
    #expect(failure?.diagnostics.first?.message.contains("No Such Font") == true)
  }

  @Test("Speech that its scene cuts off is warned of")
  func cutSpeech() throws {
    let film = try CompiledFilm(
      "scenes: [{ text: \"Forty eight letters would take three seconds.\", duration: 1s }]")
    #expect(film.warnings.count == 1)
    #expect(film.warnings.first?.severity == .warning)
  }

  @Test("A chunk that does not join is encoded again with more warm-up")
  func joints() throws {
    let recipe = "scenes: [{ clip: { color: black }, duration: 100s }]\nmusic: { path: bed.wav }"
    let plain = try CompiledFilm(recipe)
    #expect(parameters(SoundChunkParameters.self, in: plain).map(\.warmUp) == [0, 8, 8])
    var results = MadeUpResults()
    results.windowBefore = { .init(sequence: $0 < 16 ? 2 : 0, shape: 1) }
    let seam = try CompiledFilm(recipe, results: results)
    #expect(parameters(SoundChunkParameters.self, in: seam).map(\.warmUp) == [0, 16, 16])
    results.windowBefore = { _ in .init(sequence: 3, shape: 0) }
    let never = try CompiledFilm(recipe, results: results)
    #expect(parameters(SoundChunkParameters.self, in: never).map(\.warmUp) == [0, 64, 64])
  }

  @Test("No chunk is tried after another one that is not settled itself")
  func speculation() throws {
    let recipe = "scenes: [{ clip: { color: black }, duration: 100s }]\nmusic: { path: bed.wav }"
    // The second chunk needs more warm-up, and ends otherwise with it: so that the third one fits.
    var results = MadeUpResults()
    results.windowBefore = { .init(sequence: $0 < 16 ? 2 : 0, shape: 1) }
    results.windowLast = { .init(sequence: $0 == 8 ? 3 : $0 == 16 ? 2 : 0, shape: 1) }
    let whole = try CompiledFilm(recipe, results: results)
    #expect(parameters(SoundChunkParameters.self, in: whole).map(\.warmUp) == [0, 16, 8])
    // Whichever result is late, nothing runs that the film does not need in the end.
    for late in [[0], [16], [0, 16]] as [Set<Int>] {
      results.pendingWarmUps = late
      let early = try CompiledFilm(recipe, results: results)
      let waiting = early.plan.pending.compactMap {
        (early.graph[$0].parameters as? SoundChunkParameters)?.warmUp
      }
      #expect(waiting == (late.contains(0) ? [0] : [16]), "\(late)")
    }
  }

  @Test("Packets of all chunks hold the film's sound and its priming")
  func packets() throws {
    for seconds in [1, 43, 44, 100, 400] {
      let film = try CompiledFilm(
        "scenes: [{ clip: { color: black }, duration: \(seconds)s }]\nmusic: { path: bed.wav }")
      let output = try #require(parameters(FilmParameters.self, in: film).first)
      #expect(output.samples == seconds * 48_000)
      #expect(output.chunks.reduce(0, +) == (seconds * 48_000 + 1023) / 1024 + 1)
    }
  }

  @Test("Two outputs share what does not depend on their shape")
  func outputs() throws {
    let film = try CompiledFilm(
      """
      scenes: [{ id: a, text: "One." }, { id: b, text: "Two." }]
      outputs:
        - { path: wide.mp4, aspect: "16:9", resolution: 360p }
        - { path: tall.mp4, aspect: "9:16", resolution: 360p, scenes: [b] }
      """)
    #expect(film.plan.targets.map(\.path) == ["wide.mp4", "tall.mp4"])
    #expect(parameters(SpeechParameters.self, in: film).count == 2)
    let sizes = parameters(FilmParameters.self, in: film).map {
      [$0.canvas.width, $0.canvas.height]
    }
    #expect(sizes == [[640, 360], [360, 640]])
  }

  @Test("A film without any sound has no sound track")
  func silence() throws {
    let film = try CompiledFilm("scenes: [{ clip: { color: red }, duration: 1s }]")
    let output = try #require(parameters(FilmParameters.self, in: film).first)
    #expect(output.chunks.isEmpty && output.samples == 0)
  }

  @Test("Chapters are named by titles and texts, never by ids")
  func chapters() throws {
    let film = try CompiledFilm(
      """
      scenes:
        - { id: secret, title: "Part one", duration: 1s }
        - { id: hidden, text: "A text. And more." }
        - { duration: 1s }
      chapters: from-scenes
      """)
    let output = try #require(parameters(FilmParameters.self, in: film).first)
    #expect(output.chapters.map(\.title) == ["Part one", "A text.", "Scene 3"])
    #expect(output.chapters.first?.start == 0)
    #expect(output.chapters.last?.end == output.segments.reduce(0, +))
  }
}
