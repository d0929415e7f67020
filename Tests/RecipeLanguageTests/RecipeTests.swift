import FilmVocabulary
import Testing

@testable import RecipeLanguage

@Suite("Recipes")
struct RecipeTests {
  @Test("The smallest recipe has every default")
  func defaults() throws {
    let recipe = try recipe("scenes: [{ text: Hello. }]")
    #expect(recipe.name == "recipe")
    #expect(recipe.folder == "")
    #expect(recipe.title == nil)
    #expect(recipe.narration.engine.value == .espeak)
    #expect(recipe.narration.paddingBefore == .seconds(Rational(1, 5)))
    #expect(recipe.narration.paddingAfter == .seconds(Rational(2, 5)))
    #expect(recipe.subtitles == Subtitles(modes: [.burn], formats: [.srt], style: SubtitleStyle()))
    #expect(recipe.music == nil)
    #expect(recipe.audio.loudness == Rational(-14))
    #expect(recipe.chapters == .none)
    let scene = recipe.scenes[0]
    #expect(scene.text?.value == "Hello.")
    #expect(scene.clips.map(\.source) == [.color(Clip.background)])
    #expect(scene.effect == .none)
    #expect(scene.transition == nil)
    let output = recipe.outputs[0]
    #expect(output.path.value.text == "build/recipe.mp4")
    #expect([output.width, output.height] == [1_280, 720])
    #expect(output.frameRate == Rational(30))
  }

  @Test("A recipe with every key reads")
  func everyKey() throws {
    let recipe = try recipe(Self.full, files: ["brand.yaml": "narration: { voice: en-gb }"])
    #expect(recipe.title?.value == "Why cities bury rivers")
    #expect(recipe.narration.voice?.value == "en-gb")
    #expect(recipe.narration.voice?.mark.file == "brand.yaml")
    #expect(recipe.narration.gap == .seconds(Rational(1, 4)))
    #expect(recipe.scenes.count == 4)

    let hook = recipe.scenes[0]
    #expect(hook.id?.value == "hook")
    #expect(hook.text?.value == "In 1860 the Fleet, a river, vanished underground.")
    #expect(
      hook.effect
        == .kenBurns(
          from: .full,
          to: UnitRectangle(
            x: Rational(3, 10), y: Rational(1, 5), width: Rational(1, 2), height: Rational(1, 2))))
    #expect(hook.transition?.kind.value == .wipeleft)
    #expect(hook.transition?.duration.value == .seconds(Rational(3, 5)))

    let walk = recipe.scenes[1]
    let clip = walk.clips[0]
    #expect(clip.trim?.from.value == .seconds(Rational(12)))
    #expect(clip.trim?.to?.value == .seconds(Rational(39, 2)))
    #expect(clip.volume == .factor(Rational(1, 5)))
    #expect(clip.fit == .contain)
    #expect(walk.effect == .zoomIn)
    #expect(walk.transition?.kind.value == .fade)
    #expect(walk.overlays.count == 2)
    guard case .media(let media) = walk.overlays[0].content else {
      Issue.record("not a picture")
      return
    }
    #expect(media.source.file?.value.resolved == "media/logo.png")
    #expect(media.width == Rational(12, 100))
    #expect(walk.overlays[0].opacity == Rational(4, 5))
    guard case .text(let label) = walk.overlays[1].content else {
      Issue.record("not a text")
      return
    }
    #expect(label.text.value == "London, 1860")
    #expect(label.box == Color(red: 0, green: 0, blue: 0, alpha: 128))
    #expect(walk.overlays[1].end?.value == .frames(90))

    let part = recipe.scenes[2]
    #expect(part.title?.text.value == "Part two")
    #expect(part.title?.subtitle?.value == "buried rivers")
    guard case .gradient(let colors, let angle) = part.clips[0].source else {
      Issue.record("not a gradient")
      return
    }
    #expect(colors.count == 2)
    #expect(angle == Rational(45))
    #expect(part.transition == nil)
    #expect(part.clips[0].fit == .cover)

    let list = recipe.scenes[3]
    #expect(list.clips.count == 3)
    #expect(list.clips[2].duration?.value == .seconds(Rational(2)))
    #expect(list.clips[0].fit == .blur)
    #expect(list.transition?.duration.value == .seconds(Rational(1, 2)))

    #expect(recipe.subtitles.modes == [.burn, .sidecar])
    #expect(recipe.subtitles.formats == [.srt, .vtt])
    #expect(recipe.subtitles.style.highlightColor == Color("#FFD400"))
    #expect(recipe.subtitles.style.maxLineLength == 42)
    #expect(recipe.music?.ducking?.by == Rational(8))
    #expect(recipe.music?.volume == .decibels(Rational(-20)))
    #expect(recipe.audio == AudioMastering(loudness: Rational(-16), truePeak: Rational(-3, 2)))
    #expect(recipe.metadata.entries.map(\.key) == [.artist, .language])
    #expect(recipe.outputs.map(\.width) == [1_920, 1_080, 640])
    #expect(recipe.outputs[1].scenes?.map(\.value) == ["hook"])
    #expect(recipe.outputs[2].frameRate == Rational(30_000, 1_001))
  }

  static let full = """
    title: Why cities bury rivers
    vars: { topic: "buried rivers", accent: "#FFD400", river: "the Fleet, a river,", lines: 1080p }
    include: [brand.yaml]
    narration:
      engine: espeak
      rate: 1.0
      pitch: 0.9
      padding: [0.2s, 0.4s]
      gap: 250ms
      volume: -1dB
    defaults:
      scene: { fit: cover, effect: zoom-in }
      transition: { name: fade, duration: 0.5s }
    scenes:
      - id: hook
        text: "In 1860 ${river}  vanished
          underground. "
        clip: media/map.jpg
        effect: { ken_burns: { from: [0, 0, 1, 1], to: [0.3, 0.2, 0.5, 0.5] } }
        transition: { name: wipeleft, duration: 0.6s }
      - caption: "Its water still runs beneath the street."
        clip: { path: raw/walk.mov, trim: [12s, 19.5s], volume: 0.2, fit: contain }
        overlays:
          - { path: media/logo.png, position: top-right, width: 12%, opacity: 0.8 }
          - { text: "London, 1860", position: bottom-left, start: 1s, end: 90f, box: "#00000080",
              font: Noto Serif, size: 4%, color: white }
      - title: { text: Part two, subtitle: "${topic}", size: 10%, color: "#FFF", position: top }
        clip: { gradient: ["#0B1026", "#2B4C7E"], angle: 45 }
        duration: 3s
        effect: none
        transition: none
      - clip:
          - a.mp4
          - { path: b.mp4, trim: "2s..", duration: 3s }
          - { color: navy, duration: 2s }
        fit: blur
        narration: { path: take3.wav }
        transition: dissolve
    subtitles:
      mode: [sidecar, burn]
      formats: [vtt, srt]
      style:
        font: "Noto Sans"
        size: 5%
        color: white
        outline_color: "#000"
        outline: 8%
        position: bottom
        highlight: word
        highlight_color: "${accent}"
        bold: true
        margin: 8%
        max_line_length: 42
        max_lines: 1
    music:
      path: media/bed.ogg
      volume: -20dB
      loop: false
      duck: { by: 8dB, attack: 100ms, release: 1s }
      fade_in: 1s
      fade_out: 3s
      start: 10s
    audio: { loudness: -16LUFS, true_peak: -1.5dBTP }
    chapters: from-scenes
    metadata: { language: en, artist: "A. Person" }
    outputs:
      - { path: build/rivers.mp4, aspect: "16:9", resolution: "${lines}", fps: 30 }
      - { path: build/vertical.mp4, aspect: 9:16, resolution: 1080p, fps: 25, scenes: [hook] }
      - { path: build/small.mp4, resolution: 640x360, fps: 29.97 }

    """

  @Test("A trailing space, the order of keys, and how a text is wrapped change nothing")
  func sameTexts() throws {
    func text(_ yaml: String) throws -> String? { try recipe(yaml).scenes[0].text?.value }
    let plain = try text("scenes: [{ text: Good morning to you. }]")
    #expect(try text("scenes: [{ text: 'Good  morning to you. ' }]") == plain)
    #expect(try text("scenes:\n  - text: >\n      Good morning\n      to you.\n") == plain)
  }

  @Test("YAML's odd words stay text")
  func norway() throws {
    let recipe = try recipe(
      "scenes: [{ text: no, id: on }, { text: 1984, id: 12:30:45 }, { text: 'true', id: 1.0 }]")
    #expect(recipe.scenes.map { $0.text?.value } == ["no", "1984", "true"])
    #expect(recipe.scenes.map { $0.id?.value } == ["on", "12:30:45", "1.0"])
  }

  @Test("Forms of a value that are short for another")
  func shortForms() throws {
    let recipe = try recipe(
      """
      narration: { padding: 1s }
      music: bed.ogg
      audio: { loudness: none }
      subtitles: { mode: none }
      chapters: [{ title: One, at: 0 }, { title: Two, at: 10s }]
      scenes: [{ clip: a.mp4 }]
      """)
    #expect(recipe.narration.paddingBefore == .seconds(Rational(1)))
    #expect(recipe.narration.paddingAfter == .seconds(Rational(1)))
    #expect(recipe.music?.volume == .decibels(Rational(-18)))
    #expect(recipe.music?.ducking == Ducking())
    #expect(recipe.audio.loudness == nil)
    #expect(recipe.subtitles.modes == [])
    guard case .list(let chapters) = recipe.chapters else {
      Issue.record("no list of chapters")
      return
    }
    #expect(chapters.map(\.title.value) == ["One", "Two"])
    let silent = try self.recipe("music: { path: a.ogg, duck: false }\nscenes: [{ text: A }]")
    #expect(silent.music?.ducking == nil)
  }

  private func recipe(_ text: String) throws -> Recipe {
    try RecipeLanguageTests.recipe(text)
  }

  private func recipe(_ text: String, files: [String: String]) throws -> Recipe {
    try RecipeLanguageTests.recipe(text, files: files)
  }

  @Test(
    "Trims",
    arguments: [
      ("[1s, 2s]", TimeValue.seconds(Rational(1)), TimeValue?.some(.seconds(Rational(2)))),
      ("[1s]", .seconds(Rational(1)), nil), ("1s..", .seconds(Rational(1)), nil),
      ("1.5..00:02.25", .seconds(Rational(3, 2)), .seconds(Rational(9, 4))),
      ("..2s", .zero, .seconds(Rational(2))), ("10f..20f", .frames(10), .frames(20)),
    ])
  func trims(_ text: String, from: TimeValue, to: TimeValue?) throws {
    let recipe = try recipe("scenes: [{ clip: { path: a.mp4, trim: \(text) } }]")
    let trim = recipe.scenes[0].clips[0].trim
    #expect(trim?.from.value == from)
    #expect(trim?.to?.value == to)
  }

  @Test("A default clip, and defaults that a scene overrides")
  func sceneDefaults() throws {
    let recipe = try recipe(
      """
      defaults:
        scene: { clip: { color: red }, duration: 2s, overlays: [{ path: logo.png }] }
        transition: wipeup
      scenes: [{}, { clip: { color: blue }, overlays: [] }, { transition: { duration: 1s } }]
      """)
    #expect(
      recipe.scenes.map(\.duration?.value) == Array(repeating: .seconds(Rational(2)), count: 3))
    #expect(recipe.scenes[0].clips[0].source == .color(Color(red: 255, green: 0, blue: 0)))
    #expect(recipe.scenes[1].clips[0].source == .color(Color(red: 0, green: 0, blue: 255)))
    #expect(recipe.scenes.map(\.overlays.count) == [1, 0, 1])
    #expect(recipe.scenes.map(\.transition?.kind.value) == [.wipeup, .wipeup, .wipeup])
    #expect(recipe.scenes[2].transition?.duration.value == .seconds(Rational(1)))
  }

  @Test("Each place is kept with what it says")
  func marks() throws {
    let recipe = try recipe("scenes:\n  - clip: a.mp4\n    duration: 3s\n")
    #expect(
      recipe.scenes[0].duration?.mark
        == SourceMark(file: "recipe.yaml", line: 3, column: 15, length: 2))
    #expect(recipe.scenes[0].mark == SourceMark(file: "recipe.yaml", line: 2, column: 5, length: 1))
  }
}
