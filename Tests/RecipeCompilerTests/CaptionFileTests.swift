import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// Captions from files, on a film of twenty minutes.
@Suite("Captions from files in a graph")
struct CaptionFileTests {
  static func document(
    count: Int, edited: Int? = nil, text: String = "Caption"
  ) -> CaptionDocument {
    CaptionDocument(
      format: .srt,
      cues: (0..<count).map {
        .init(
          line: 4 * $0 + 2,
          caption: Caption(
            start: 4000 * $0, end: 4000 * $0 + 3900,
            text: "\(text) \($0 == edited ? "edited" : String($0))"))
      })
  }

  func results(_ documents: [String: CaptionDocument]) -> MadeUpResults {
    var results = MadeUpResults()
    results.documents = documents
    return results
  }

  /// Twenty-four scenes of fifty seconds, without a word of text.
  func film(_ subtitles: String, scenes: Int = 24, extra: String = "") -> String {
    """
    subtitles: \(subtitles)
    narration: { path: voice.wav }
    defaults: { transition: { name: fade, duration: 1s } }
    scenes:
    \((0..<scenes).map {
      """
        - clip: { gradient: ["#101010", "#\(300_000 + $0)"] }
          duration: 51s
          \(extra)
      """
    }.joined(separator: "\n"))
    """
  }

  @Test("One caption of three hundred edited renders the pieces that show it, and files")
  func edit() throws {
    let yaml = film("{ path: film.srt, mode: [burn, soft, sidecar], formats: [srt, vtt, ass] }")
    let before = try CompiledFilm(
      yaml, results: results(["film.srt": Self.document(count: 300)]))
    #expect(before.warnings.isEmpty)
    for place in [0, 5, 12, 150] {
      let after = try CompiledFilm(
        yaml, results: results(["film.srt": Self.document(count: 300, edited: place)]))
      let work = after.work(after: before)
      let segments = work.filter { $0.hasPrefix("segment") }
      // Every piece that shows one of its frames, and no other.
      let shown = 30 * 4 * place..<30 * 4 * place + 117
      var first = 0
      var touched = 0
      for piece in tracks(before) {
        if shown.overlaps(first..<first + piece.parameters.frames) { touched += 1 }
        first += piece.parameters.frames
      }
      #expect(segments.count == touched && (1...4).contains(touched), "\(work)")
      #expect(work.filter { $0.hasPrefix("subtitles") }.count == 3)
      #expect(
        work.allSatisfy {
          $0.hasPrefix("segment") || $0.hasPrefix("subtitles") || $0.hasPrefix("film")
        }, "\(work)")
    }
    #expect(before.plan.targets.map(\.path).map { $0.suffix(8) }.last == "film.ass")
  }

  func tracks(_ film: CompiledFilm) -> [(label: String, parameters: SegmentParameters)] {
    film.graph.ids.compactMap { id in
      (film.graph[id].parameters as? SegmentParameters).map { (film.graph[id].label, $0) }
    }
  }

  @Test("A caption over a transition shows in every piece it touches, for all its frames")
  func border() throws {
    let document = CaptionDocument(
      format: .srt,
      cues: [
        .init(line: 2, caption: Caption(start: 47_000, end: 54_000, text: "Over the border")),
        .init(line: 6, caption: Caption(start: 48_000, end: 52_000, text: "Above it")),
      ])
    let film = try CompiledFilm(
      film("{ path: film.srt }", scenes: 3), results: results(["film.srt": document]))
    var shown = [0, 0]
    for piece in tracks(film) {
      for cue in piece.parameters.captions?.cues ?? [] {
        let isSecond = cue.lines.first?.words.first?.text == "Above"
        shown[isSecond ? 1 : 0] += cue.end - cue.start
        #expect(cue.raise == (isSecond ? 1 : 0))
      }
    }
    #expect(shown == [7 * 30, 4 * 30])
  }

  @Test("Burned, soft and sidecar captions have the same times")
  func times() throws {
    let document = CaptionDocument(
      format: .vtt,
      cues: [
        .init(line: 1, caption: Caption(start: 717, end: 2984, text: "odd times")),
        .init(line: 2, caption: Caption(start: 2984, end: 700_000, text: "to the end")),
      ])
    let film = try CompiledFilm(
      film("{ path: film.srt, mode: [burn, soft, sidecar], offset: -0.5s }", scenes: 1),
      results: results(["film.srt": document]))
    let expected = [(217, 2484), (2484, 51_000)]
    for id in film.graph.ids {
      let captions: [Caption]
      switch film.graph[id].parameters {
      case let file as SubtitlesParameters: captions = file.captions
      case let film as FilmParameters: captions = film.subtitles.flatMap(\.captions)
      default: continue
      }
      #expect(captions.map(\.start) == expected.map(\.0))
      #expect(captions.map(\.end) == expected.map(\.1))
    }
    // The first piece of a film's only scene shows 15 frames of its head.
    let head = try #require(tracks(film).first?.parameters.captions?.cues.first)
    #expect(abs(Double(head.start) / 30 - 0.217) <= 1.0 / 60)
  }

  @Test("Captions outside the film are left out, with their lines")
  func outside() throws {
    let document = CaptionDocument(
      format: .srt,
      cues: [
        .init(line: 2, caption: Caption(start: 0, end: 400, text: "early")),
        .init(line: 6, caption: Caption(start: 50_000, end: 99_000_000_000, text: "last")),
        .init(line: 10, caption: Caption(start: 51_600, end: 53_000, text: "late")),
        .init(line: 14, caption: Caption(start: 9_000_000_000, end: 9_000_000_001, text: "late")),
      ],
      remarks: [.init(line: 9, text: "something odd")])
    let film = try CompiledFilm(
      film("{ path: film.srt, mode: sidecar, offset: -500ms }", scenes: 1),
      results: results(["film.srt": document]))
    #expect(
      film.warnings.map(\.message) == [
        "'film.srt' line 9: something odd",
        "2 captions of 'film.srt' begin after the film has ended and are left out: lines 10, 14",
        "the caption on line 2 of 'film.srt' ends before the film begins and is left out",
      ])
  }

  @Test("Tracks in further languages")
  func tracks() throws {
    let film = try CompiledFilm(
      film(
        """
        { path: film.srt, language: en, mode: [burn, soft, sidecar], tracks: [
            { path: de.srt, language: de }, { path: fr.srt, language: fr, mode: [soft, sidecar] },
            { path: vi.srt, language: vi, mode: sidecar } ] }
        """, scenes: 1),
      results: results([
        "film.srt": Self.document(count: 2), "de.srt": Self.document(count: 2, text: "Deutsch"),
        "fr.srt": Self.document(count: 2, text: "Français"),
        "vi.srt": Self.document(count: 1, text: "Việt"),
      ]))
    let soft = film.graph.ids.compactMap { film.graph[$0].parameters as? FilmParameters }
      .flatMap(\.subtitles)
    #expect(soft.map(\.language) == ["en", "de", "fr"])
    #expect(soft.map { $0.captions.first?.text } == ["Caption 0", "Deutsch 0", "Français 0"])
    #expect(
      film.plan.targets.map(\.path) == [
        "build/film.mp4", "build/film.srt", "build/film.fr.srt", "build/film.vi.srt",
      ])
  }

  @Test("A scene's own file moves with its scene")
  func scene() throws {
    let yaml = film("{ mode: burn }", scenes: 2, extra: "caption: { path: scene.srt, offset: 1s }")
    let documents = ["scene.srt": Self.document(count: 3)]
    let film = try CompiledFilm(yaml, results: results(documents))
    let pieces = tracks(film).flatMap { $0.parameters.captions?.cues ?? [] }
    #expect(pieces.filter { $0.lines.first?.words.last?.text == "1" }.count >= 2)
    let longer = yaml.replacing("duration: 51s", with: "duration: 60s", maxReplacements: 1)
    let work = try CompiledFilm(longer, results: results(documents)).work(after: film)
    #expect(!work.contains { $0.contains("scene2/body") }, "\(work)")
  }

  @Test("Line breaks that fit are kept; markup does not break words")
  func lines() throws {
    let italic = TextMarkup(isItalic: true)
    let caption = Caption(
      start: 0, end: 3000,
      runs: [
        .init("Short\nlines un"), .init("believ", markup: italic),
        .init("able", spoken: 2000),
      ])
    let lines = CaptionWords.lines(of: caption)
    #expect(lines.map { $0.map(\.text) } == [["Short"], ["lines", "un", "believ", "able"]])
    #expect(lines[1].map(\.joinsPrevious) == [false, false, true, true])
    #expect(lines[1][1...].allSatisfy { $0.start == lines[1][1].start })
    let wide = CaptionLayout(
      maximumLength: 40, maximumWidth: 25000, maximumLines: 2, hold: 0,
      measure: { 500 * TextWidth.width(of: $0) })
    #expect(wide.lines(fitting: lines) == lines)
    let narrow = CaptionLayout(
      maximumLength: 14, maximumWidth: 8750, maximumLines: 2, hold: 0,
      measure: { 500 * TextWidth.width(of: $0) })
    #expect(
      narrow.lines(fitting: lines).map { $0.map(\.text) } == [
        ["Short", "lines"], ["un", "believ", "able"],
      ])
  }

  @Test("Words light up at the times that the file gives")
  func words() throws {
    let caption = Caption(
      start: 1000, end: 3000,
      runs: [.init("one "), .init("two ", spoken: 1500), .init("three four", spoken: 2000)])
    let document = CaptionDocument(format: .vtt, cues: [.init(line: 1, caption: caption)])
    let film = try CompiledFilm(
      film("{ path: film.srt, style: { highlight: word } }", scenes: 1).replacing(
        "duration: 51s", with: "duration: 4s"), results: results(["film.srt": document]))
    var starts: [String: Set<Int>] = [:]
    var first = 0
    for piece in tracks(film) {
      for cue in piece.parameters.captions?.cues ?? [] {
        for word in cue.lines.flatMap(\.words) where word.start > cue.start && word.start < cue.end
        {
          starts[word.text, default: []].insert(word.start + first)
        }
      }
      first += piece.parameters.frames
    }
    #expect(starts == ["two": [45], "three": [60], "four": [77]])
  }
  @Test("A scene's caption beside a file for the whole film is an error, as are bad tracks")
  func errors() {
    func messages(_ yaml: String) -> [String] {
      RecipeLoader.load(path: "film.yaml", files: MemoryFiles(["film.yaml": yaml])).diagnostics
        .map(\.message)
    }
    #expect(
      messages(film("{ path: film.srt }", scenes: 1, extra: "caption: hello")) == [
        "a file gives the captions of the whole film; remove the scene's, or the file"
      ])
    #expect(
      messages(film("{ offset: 1s }", scenes: 1)) == ["'offset' belongs to a 'path' or a 'stage'"])
    #expect(
      messages(film("{ look: file }", scenes: 1)) == [
        "the look of a file needs a 'path' or a 'stage' beside it"
      ])
    #expect(
      messages(
        film("{ tracks: [{ path: a, language: de }, { path: b, language: DE }] }", scenes: 1))
        == ["two tracks have the language 'DE'"])
    #expect(
      messages(film("{ tracks: [{ path: a, language: de, mode: burn }] }", scenes: 1)).count == 1)
  }
}
