import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// What an edit makes new, on films of many scenes. The engine runs what is new and nothing else,
/// so these are the promises of incremental building as far as the compiler keeps them.
@Suite("What an edit makes new")
struct IncrementalTests {
  /// A film of narrated scenes over gradients.
  private func film(
    scenes: [String], head: String = "", transition: String = "transition: fade",
    tail: String = ""
  ) -> String {
    """
    \(head)
    title: A film
    defaults: { scene: { effect: zoom-in }, transition: { duration: 0.5s } }
    subtitles: { mode: [burn, sidecar], formats: [srt, vtt], style: { highlight: word } }
    scenes:
    \(scenes.enumerated().map { index, text in
      """
        - text: "\(text)"
          clip: { gradient: ["#101010", "#\(300_000 + 1000 * Self.number(in: text))"] }
          \(transition)
      """
    }.joined(separator: "\n"))
    \(tail)
    """
  }

  private static func number(in text: String) -> Int {
    Int(text.filter(\.isNumber).prefix(3)) ?? 0
  }

  private let sixty = (100..<160).map { "This is sentence number \($0) of sixty in all." }

  @Test("One text of sixty changed: at most 24 stages, none of another scene")
  func oneText() throws {
    for place in [0, 1, 30, 58, 59] {
      let before = try CompiledFilm(film(scenes: sixty))
      var edited = sixty
      edited[place] = "This is a somewhat longer sentence, number \(100 + place), of sixty in all."
      let work = try CompiledFilm(film(scenes: edited)).work(after: before)
      #expect(work.count <= 24, "\(work)")
      #expect(work.filter { $0.hasPrefix("speech") } == ["speech scene\(place + 1)/speech.1"])
      let names = Set([place, place + 1, place + 2].map { "scene\($0)" })
      for segment in work where segment.hasPrefix("segment") {
        let isJoin = segment.hasSuffix("/join")
        let scene = segment.dropFirst("segment ".count).prefix { $0 != "/" && $0 != "+" }
        #expect(
          isJoin ? names.contains(String(scene)) : scene == "scene\(place + 1)", "\(segment)")
      }
    }
  }

  @Test(
    "Two scenes swapped: no body is rendered again", arguments: [(0, 1), (3, 4), (58, 59), (0, 59)])
  func swap(first: Int, second: Int) throws {
    let before = try CompiledFilm(film(scenes: sixty))
    var edited = sixty
    edited.swapAt(first, second)
    let work = try CompiledFilm(film(scenes: edited)).work(after: before)
    #expect(!work.contains { $0.hasPrefix("speech") })
    // A scene that comes to stand first or last shows its edge alone: that is new.
    #expect(!work.contains { $0.contains("/body") }, "\(work)")
  }

  @Test("Comments, key order, ids, folders and quoting make nothing new")
  func nothing() throws {
    let before = try CompiledFilm(film(scenes: Array(sixty.prefix(4))))
    let lines = film(scenes: Array(sixty.prefix(4)))
    let edits = [
      "# a comment\n" + lines,
      lines.replacing("  - text:", with: "  - id: x\(0)\n    text:", maxReplacements: 1),
      lines.replacing("of sixty in all.\"", with: "of sixty in  all. \""),
      lines.replacing("title: A film", with: "title: \"A film\" # again"),
      lines.replacing("\n      transition: fade", with: "").replacing(
        "duration: 0.5s", with: "duration: 500ms, name: fade"),
    ]
    for edit in edits {
      #expect(try CompiledFilm(edit).work(after: before) == [], "\(edit)")
    }
    let elsewhere = try CompiledFilm(lines, path: "/some/where/else/film.yaml")
    #expect(elsewhere.work(after: before) == [])
  }

  @Test("A transition changed renders its join, and no body")
  func transition() throws {
    let before = try CompiledFilm(film(scenes: sixty))
    let text = film(scenes: sixty)
    let changed = text.replacing(
      "transition: fade", with: "transition: wipeleft", maxReplacements: 1)
    let work = try CompiledFilm(changed).work(after: before)
    #expect(work == ["film film", "segment scene1+scene2/join"])
  }

  @Test("Music made softer renders no picture and speaks nothing")
  func music() throws {
    func with(_ volume: String) -> String {
      film(scenes: sixty, tail: "music: { path: bed.wav, volume: \(volume), loop: true }")
    }
    let work = try CompiledFilm(with("-20dB")).work(after: CompiledFilm(with("-18dB")))
    #expect(!work.isEmpty)
    #expect(
      work.allSatisfy {
        $0.hasPrefix("sound-chunk") || $0.hasPrefix("loudness") || $0.hasPrefix("film")
      }, "\(work)")
  }

  @Test("Captions styled otherwise render pictures, and no sound")
  func captions() throws {
    let before = film(scenes: sixty)
    let after = before.replacing("highlight: word", with: "highlight: none")
    let work = try CompiledFilm(after).work(after: CompiledFilm(before))
    #expect(work.contains { $0.hasPrefix("segment") })
    #expect(work.allSatisfy { $0.hasPrefix("segment") || $0.hasPrefix("film") })
  }
}
