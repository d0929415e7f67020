import BuildGraph
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// What outputs make of one recipe, and what they share.
@Suite("Outputs")
struct OutputTests {
  private func film(_ outputs: String) throws -> CompiledFilm {
    try CompiledFilm(
      """
      scenes:
        - { text: "One sentence.", clip: photo.jpg, effect: zoom-in, transition: fade }
        - { clip: { path: walk.mp4, volume: 0.5 } }
      music: { path: bed.wav }
      subtitles: { mode: [burn, sidecar] }
      outputs: [\(outputs)]
      """)
  }

  private func stages(_ film: CompiledFilm) -> [String: Int] {
    film.work.values.reduce(into: [:]) { $0[String($1.split(separator: " ")[0]), default: 0] += 1 }
  }

  @Test("A file of sound has no picture nodes")
  func soundOnly() throws {
    for (path, stage) in [
      ("a.mp3", "sound-track"), ("a.wav", "sound-track"), ("a.flac", "sound-track"),
      ("a.opus", "sound-track"), ("a.m4a", "sound-chunk"),
    ] {
      let film = try film("{ path: \(path) }")
      let made = stages(film)
      #expect(made["segment"] == nil && made["picture"] == nil, "\(path): \(made)")
      #expect(made[stage] == 1 && made["film"] == 1 && made["subtitles"] == 1, "\(path): \(made)")
    }
  }

  @Test("A film without sound has no sound nodes")
  func silent() throws {
    let made = stages(try film("{ path: a.mp4, audio_codec: none }"))
    #expect(made["sound-chunk"] == nil && made["scene-mix"] == nil && made["loudness"] == nil)
    #expect(made["segment"]! > 2)
  }

  @Test("A GIF is made of pictures without loss, and of one palette")
  func animation() throws {
    let film = try film("{ path: a.gif }")
    let made = stages(film)
    #expect(made["palette"] == 1 && made["animation"] == 1 && made["film"] == nil)
    #expect(made["sound-chunk"] == nil && made["subtitles"] == nil)
    let encodings = film.graph.ids.compactMap {
      (film.graph[$0].parameters as? SegmentParameters)?.encoding
    }
    #expect(!encodings.isEmpty && encodings.allSatisfy { $0 == .lossless })
  }

  @Test("Another container shares everything but the file")
  func containers() throws {
    let one = try film("{ path: a.mp4 }")
    let both = try film("{ path: a.mp4 }, { path: b.mov }")
    #expect(both.work(after: one).map { String($0.prefix(5)) } == ["film "])
  }

  @Test("Another codec shares all that is no picture, and names its own encoder")
  func codecs() throws {
    let one = try film("{ path: a.mp4 }")
    let both = try film("{ path: a.mp4 }, { path: b.mp4, codec: av1 }")
    let new = Set(both.work(after: one).map { String($0.split(separator: " ")[0]) })
    #expect(new == ["segment", "film"])
    let libraries = Set(
      both.graph.ids.map { both.graph[$0].stage }.filter { $0.name == "segment" }.map {
        $0.libraries.contains("libx264") ? "h264" : $0.libraries.contains("libsvtav1") ? "av1" : "?"
      })
    #expect(libraries == ["h264", "av1"])
  }

  @Test("Another shape shares speech, probes, mixes and sound")
  func aspects() throws {
    let one = try film("{ path: a.mp4 }")
    let both = try film("{ path: a.mp4 }, { path: b.mp4, aspect: \"9:16\" }")
    let new = both.work(after: one).map { String($0.split(separator: " ")[0]) }
    // A still is kept at the size at which it is used. Lines of captions depend on the shape.
    #expect(Set(new).isSubset(of: ["picture", "segment", "film", "subtitles"]), "\(new)")
    #expect(new.filter { $0 == "film" }.count == 1)
  }

  @Test("A thumbnail of a known frame needs one segment, one of an unknown frame all of them")
  func thumbnails() throws {
    func thumbnail(_ film: CompiledFilm) throws -> (Node, ThumbnailParameters, String) {
      let target = try #require(film.plan.targets.first { $0.output == "picture" })
      let node = film.graph[target.node]
      return (node, try #require(node.parameters as? ThumbnailParameters), target.path)
    }
    let one = try film("{ path: b/a.mp4, thumbnail: { at: 50%, path: c.png, text: A } }")
    let (node, parameters, path) = try thumbnail(one)
    #expect(node.inputs.map(\.role) == ["video", "font"])
    #expect(parameters.frame != nil && parameters.format == .png && path == "c.png")
    #expect(parameters.overlays.count == 1)
    let all = try thumbnail(try film("{ path: b/a.mp4, thumbnail: auto }"))
    #expect(all.1.frame == nil && all.1.cuts.count == 1 && all.2 == "b/a.jpg")
    #expect(all.0.inputs.count == all.1.segments.count && all.1.segments.count > 2)
    // What does not show in it does not make it anew.
    #expect(all.1.overlays.isEmpty)
  }

  @Test("Of two films of one name, the first has the thumbnail; a file of sound has none")
  func thumbnailNames() throws {
    let film = try CompiledFilm(
      """
      thumbnail: auto
      scenes: [{ clip: { color: red }, duration: 2s }, { text: A, clip: { color: blue } }]
      outputs:
        - { path: a.mp4 }
        - { path: a.webm }
        - { path: b.mp4, thumbnail: none }
        - { path: a.mp3 }
      """)
    #expect(film.plan.targets.filter { $0.output == "picture" }.map(\.path) == ["a.jpg"])
    #expect(throws: RecipeCompiler.Failure.self) {
      _ = try CompiledFilm(
        "thumbnail: 3s\nscenes: [{ clip: { color: red }, duration: 2s }]")
    }
  }

  @Test("A file of sound in which nothing is heard is an error at its path")
  func silence() throws {
    do {
      _ = try CompiledFilm(
        "scenes: [{ clip: { color: red }, duration: 2s }]\noutputs: [{ path: a.mp3 }]")
      Issue.record("it compiles")
    } catch let failure as RecipeCompiler.Failure {
      #expect(failure.diagnostics.map { $0.mark?.line } == [2])
      #expect(failure.diagnostics[0].message.hasPrefix("there is nothing to hear"))
    }
  }

  @Test("Two different files of one name are an error that names both outputs")
  func collisions() throws {
    func film(_ outputs: String, folder: String? = nil) throws -> [String] {
      try CompiledFilm(
        """
        scenes: [{ text: One., clip: { color: red } }, { text: Two., clip: { color: blue } }]
        subtitles: { mode: sidecar }
        outputs:
        \(outputs)
        """, outputFolder: folder
      ).plan.targets.map(\.path)
    }
    // A scene lasts a whole number of frames, so the second one's captions differ.
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try film("  - { path: film.mp4, fps: 30 }\n  - { path: film.webm, fps: 25 }")
    }
    let error = try #require(failure?.diagnostics.first)
    #expect(failure?.diagnostics.count == 1 && error.line == 5)
    #expect(
      error.message.hasPrefix("'film.srt' would be written for 'film.mp4' and for 'film.webm'"))
    #expect(error.notes.map { $0.mark?.line } == [4])
    #expect(
      try film("  - { path: film.mp4 }\n  - { path: film.webm }")
        == ["film.mp4", "film.srt", "film.webm"])
    // One folder for all.
    let films = "  - { path: wide/film.mp4 }\n  - { path: tall/film.mp4, aspect: '9:16' }"
    #expect(
      try film(films) == ["wide/film.mp4", "wide/film.srt", "tall/film.mp4", "tall/film.srt"])
    let moved = #expect(throws: RecipeCompiler.Failure.self) { try film(films, folder: "out") }
    #expect(moved?.diagnostics.map { $0.mark?.line } == [5])
    #expect(moved?.diagnostics.first?.message.hasPrefix("'out/film.mp4' would be") == true)
    // That needs no compilation, nor other films than the recipe names.
    let files = MemoryFiles(["film.yaml": "scenes: [{ text: One. }]\noutputs:\n\(films)"])
    let recipe = try #require(RecipeLoader.load(path: "film.yaml", files: files).recipe)
    var compiler = RecipeCompiler(
      recipe: recipe, settings: CompiledFilm.settings, services: MadeUpServices())
    #expect(compiler.collisions.isEmpty)
    compiler.outputFolder = "out"
    #expect(
      compiler.collisions.map(\.message) == [
        "'out/film.mp4' would be written for 'wide/film.mp4' and for 'tall/film.mp4'; give one of "
          + "them another name"
      ])
  }
}
