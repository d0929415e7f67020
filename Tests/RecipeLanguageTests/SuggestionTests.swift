import Testing

@testable import RecipeLanguage

/// What is meant by what is nearly right: other tools' words, forgotten quotes, units in words.
@Suite("Suggestions")
struct SuggestionTests {
  @Test("A colour without quotes is a comment, and said to be")
  func commentedColors() {
    let missing = load("scenes:\n- clip:\n    color: #FFD400\n  duration: 1s\n").diagnostics
    #expect(missing.count == 1 && missing[0].message.hasPrefix("'color' has no value"))
    let note = "'#' begins a comment here; put the colour in quotes: \"#FFD400\""
    #expect(missing.first?.notes.map(\.message) == [note])
    #expect(missing.first?.notes.map(\.mark?.column) == [12])
    for flow in ["{color: #FFD400}", "{gradient: [#FFD400, red]}", "{color: #FFD400, fit: blur}"] {
      let found = load("scenes:\n- clip: \(flow)\n  duration: 1s\n").diagnostics
      #expect(found.count == 1 && found.first?.notes.map(\.message) == [note], "\(flow) \(found)")
    }
    // These are comments, and texts.
    for other in ["text: # FFD400", "text: a #FFD400", "text: \"a: #FFD400\""] {
      let found = load("scenes:\n- \(other)\n  wobble: [\n").diagnostics
      #expect(found.first?.notes.contains { $0.message.contains("colour") } == false, "\(found)")
    }
  }

  @Test("Values that are nearly right")
  func nearValues() {
    func suggestion(_ text: String) -> String? { load(text).diagnostics.first?.suggestion }
    #expect(suggestion(scene("clip: { color: FFD400 }")) == "\"#FFD400\"")
    #expect(suggestion(scene("clip: { color: yelow }")) == "yellow")
    for (text, time) in [
      ("1 s", "1s"), ("5 Minutes", "5m"), ("2 min 3 sec", "2m3s"), ("soon", nil),
    ]
      as [(String, String?)]
    {
      #expect(suggestion(scene("clip: { color: red, duration: \(text) }")) == time, "\(text)")
    }
    let film = "scenes: [{ duration: 1s }]\noutputs: "
    #expect(suggestion(film + "[a.mp4]") == "{ path: a.mp4 }")
    #expect(suggestion(film + "[{ path: a.mp4, resolution: 4K }]") == "2160p")
    #expect(suggestion(film + "[{ path: a.mp4, fps: 60fps }]") == "60")
    #expect(suggestion(film + "[{ path: a.mp4, fps: 600 }]") == nil)
    #expect(
      messages(film + "{ path: a.mp4 }") == [
        "recipe.yaml:2:10: expected a list of outputs, at least one, found a mapping; begin each "
          + "entry with '- '"
      ])
    #expect(
      messages("scenes:") == [
        "recipe.yaml:1:1: 'scenes' has no value; give it a list of scenes, at least one"
      ])
  }

  @Test("What a key is called elsewhere")
  func synonyms() {
    let text = """
      scenes:
        - { image: a.png, length: 5s, say: Hello }
        - { clip: { file: a.mp4, from: 1s, rate: 2 }, overlays: [{ src: a.png, alpha: 0.5 }] }
      captions: { path: a.srt }
      soundtrack: { url: a.ogg, gain: 0.5 }
      outputs: [{ filename: a.mp4, size: 1080p, frame-rate: 30 }]
      variables: { a: b }

      """
    #expect(
      load(text).diagnostics.filter { $0.message.hasPrefix("unknown key") }.map(\.suggestion) == [
        "clip", "duration", "text", "path", "trim", "speed", "path", "opacity", "subtitles",
        "music",
        "path", "resolution", "fps", "vars",
      ])
    #expect(
      messages(scene("transition: { wobble: 3 }")).first?.hasSuffix(
        "unknown key 'wobble' in a transition; its keys are name, duration, easing") == true)
  }

  @Test("Synonyms lead to keys that there are")
  func synonymTable() {
    let mappings = [
      Declarations.recipeMapping.fields.map(\.name), Declarations.sceneMapping.fields.map(\.name),
      Declarations.clipMapping.fields.map(\.name), Declarations.overlayMapping.fields.map(\.name),
      Declarations.outputMapping.fields.map(\.name), Declarations.musicMapping.fields.map(\.name),
      Declarations.duckingMapping.fields.map(\.name), Declarations.titleMapping.fields.map(\.name),
      Declarations.subtitlesMapping.fields.map(\.name),
      Declarations.subtitleStyleMapping.fields.map(\.name),
      Declarations.narrationMapping.fields.map(\.name),
      Declarations.ownStageMapping.fields.map(\.name), Declarations.audioMapping.fields.map(\.name),
      Declarations.transitionMapping.fields.map(\.name),
      Declarations.chapterMapping.fields.map(\.name),
      Declarations.subtitleTrackMapping.fields.map(\.name),
    ]
    let known = Set(mappings.joined())
    for (key, words) in KeySynonyms.table {
      #expect(known.contains(key), "\(key)")
      #expect(!words.contains(key) && Set(words).count == words.count, "\(key)")
      for keys in mappings where keys.contains(key) {
        // A word that is a key itself never gets here.
        for word in words where !keys.contains(word) {
          #expect(KeySynonyms.key(meantBy: word, among: keys) != nil)
        }
      }
    }
  }
}
