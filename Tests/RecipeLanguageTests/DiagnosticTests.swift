import Testing

@testable import RecipeLanguage

/// Golden texts: what people see when a recipe is wrong.
@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("All errors at once, with line, caret and suggestion")
  func golden() {
    let text = """
      title: Rivers
      scenes:
        - txt: "Good morning"
          duration: 5 seconds
        - text: Hello
          efect: zoom-in
          transition: fades
          overlays:
            - { text: hi, start: 3s, end: 2s }
      output: []
      subtitles: { style: { size: 5 } }

      """
    let expected = """
      recipe.yaml:3:5: error: unknown key 'txt' in a scene
            - txt: "Good morning"
              ^~~
            did you mean 'text'?
      recipe.yaml:4:15: error: expected a time such as 5s, 500ms, 00:01:02.5 or 12f, at most 24 \
      hours and no finer than a microsecond, found '5 seconds'
              duration: 5 seconds
                        ^~~~~~~~~
            did you mean '5s'?
      recipe.yaml:6:5: error: unknown key 'efect' in a scene
              efect: zoom-in
              ^~~~~
            did you mean 'effect'?
      recipe.yaml:7:17: error: unknown transition 'fades'
              transition: fades
                          ^~~~~
            did you mean 'fade'?
      recipe.yaml:9:37: error: the overlay ends before it begins
                - { text: hi, start: 3s, end: 2s }
                                              ^~
      recipe.yaml:10:1: error: unknown key 'output' in a recipe
          output: []
          ^~~~~~
            did you mean 'outputs'?
      recipe.yaml:11:29: error: expected 1% to 50%, found '5'
          subtitles: { style: { size: 5 } }
                                      ^
            did you mean '5%'?

      """
    #expect(rendered(text) == expected)
  }

  @Test("Notes, wide letters and tabs keep the caret in its place")
  func notes() {
    let text = "scenes:\n- {id: 标题, text: 你好}\n- {id: 标题,\ttext: 好,\tdurations: 5}\n"
    let expected = """
      recipe.yaml:3:21: error: unknown key 'durations' in a scene
          - {id: 标题,  text: 好,  durations: 5}
                                   ^~~~~~~~~
            did you mean 'duration'?

      """
    #expect(rendered(text) == expected)
    let twice = """
      recipe.yaml:3:8: error: two scenes have the id '标题'
          - {id: 标题,  text: 好}
                 ^~~~
      recipe.yaml:2:8: note: the first one
          - {id: 标题, text: 你好}
                 ^~~~

      """
    #expect(
      rendered("scenes:\n- {id: 标题, text: 你好}\n- {id: 标题,\ttext: 好}\n") == twice)
  }

  @Test("No file can steer a terminal; long lines are cut around the place")
  func hostile() {
    let escape = rendered("scenes: [{ \"a\\e[2Jb\": 1 }]")
    #expect(escape.contains("unknown key 'a\\u{1b}[2Jb' in a scene"))
    #expect(!escape.contains("\u{1B}"))
    let bidi = rendered("scenes: [{ a\u{202E}b: 1 }]")
    #expect(!bidi.unicodeScalars.contains("\u{202E}"))
    let long = rendered("scenes: [{ text: \(String(repeating: "x", count: 5_000)), y: 1 }]")
    #expect(long.split(separator: "\n").allSatisfy { $0.count < 130 })
    #expect(long.contains("…"))
    let aliased = messages("a: &x {b: 1}\nscenes: [*x, *x]")
    #expect(aliased.filter { $0.contains("'b'") }.count == 1)
  }

  @Test("A mistake in one place does not hide those in others, nor make up new ones")
  func together() {
    #expect(
      messages(
        """
        vars: { a: "${b}", b: "${nothing}" }
        scenes:
          - { text: A, efect: none, id: one }
          - { title: B }
          - { text: "${a}" }
        outputs: [{ path: a.mp4, scenes: [one, two] }, { path: a.mp4 }]
        """) == [
          "recipe.yaml:1:24: the variable 'nothing' is not declared in 'vars'",
          "recipe.yaml:3:16: unknown key 'efect' in a scene [effect]",
          "recipe.yaml:4:5: nothing says how long this scene is; add a 'duration', a 'text' that is"
            + " spoken, a 'narration' or a 'clip' with a 'path'",
          "recipe.yaml:6:56: two outputs are written to 'a.mp4'",
        ])
    #expect(
      messages("defaults: { scene: { duration: x5 } }\nscenes: [{ title: A }]").count == 1)
    #expect(
      messages("defaults: { scene: { durations: 5s } }\nscenes: [{ title: A }]").count == 1)
    // Defaults say nothing of lengths, and an overlay has two mistakes.
    #expect(
      messages(
        """
        defaults: { scene: { fit: fill }, transition: { nam: fade } }
        scenes:
          - {}
          - { duration: 1s, overlays: [{ text: a, start: 3s, end: 1s, wobble: 2 }] }
        """
      ).map { $0.prefix(20) } == [
        "recipe.yaml:1:27: un", "recipe.yaml:1:49: un", "recipe.yaml:3:5: not",
        "recipe.yaml:4:59: th", "recipe.yaml:4:63: un",
      ])
  }

  @Test("Lines end where YAML's do", arguments: ["\n", "\r\n", "\r", "\u{2028}"])
  func lineEnds(_ end: String) {
    let text = ["title: A", "scenes:", "- { txt: a }", ""].joined(separator: end)
    let expected = """
      recipe.yaml:3:5: error: unknown key 'txt' in a scene
          - { txt: a }
              ^~~
            did you mean 'text'?

      """
    #expect(rendered(text).hasPrefix(expected))
    let broken = ["title: A", "scenes: \u{1}", ""].joined(separator: end)
    #expect(messages(broken).first?.hasPrefix("recipe.yaml:2:9: the control character") == true)
    let tab = ["title: A", "scenes:", "\t- a", ""].joined(separator: end)
    #expect(messages(tab).first?.hasPrefix("recipe.yaml:3:1: a tab") == true)
  }

  @Test("Colour is asked for")
  func color() {
    let result = load("scene: []")
    let renderer = DiagnosticRenderer(sources: result.sources, usesColor: true)
    #expect(renderer.text(for: result.diagnostics).contains("\u{1B}[1;31merror\u{1B}[0m"))
  }

  @Test("A limit counts the rest")
  func limit() {
    let result = load("scenes:\n" + String(repeating: "- { x: 1 }\n", count: 30))
    let renderer = DiagnosticRenderer(sources: result.sources, limit: 2)
    #expect(renderer.text(for: result.diagnostics).hasSuffix("... and 28 more\n"))
  }

  @Test(
    "One clear message for each mistake in a scene",
    arguments: [
      ("text: ''", "the text is empty"),
      ("text:", "'text' has no value; give it a text, or remove the key"),
      ("text: true", "expected a text, found the truth value true; put the word in quotes"),
      ("text: [a]", "expected a text, found a list"),
      ("text: \"a\\a\"", "the control character U+0007 is not allowed in a text"),
      ("clip: {}", "a clip needs 'path' or 'stage' or 'color' or 'gradient'"),
      (
        "clip: { path: a, color: red }",
        "a clip has one of 'path' or 'stage' or 'color' or 'gradient', not"
          + " several"
      ),
      (
        "clip: { color: red, trim: [1, 2] }",
        "'trim' belongs to a clip with a 'path' or a 'stage'"
      ),
      ("clip: { color: red, angle: 3 }", "'angle' belongs to a 'gradient'"),
      ("clip: { color: reddish }", "expected a colour such as \"#FFD400\", found 'reddish'"),
      ("clip: { gradient: [red] }", "expected a list of two colours or more, found 1 of them"),
      ("clip: { path: a, spede: 1.0 }", "unknown key 'spede' in a clip"),
      (
        "clip: https://example.org/a.mp4",
        "addresses are not available in this version; download"
          + " the file and name it by its path"
      ),
      (
        "clip: { path: a, volume: 5 }",
        "a volume lies between 0 and 4; write the unit for"
          + " decibels: -6dB"
      ),
      ("clip: { path: a, volume: -70dB }", "a volume lies between -60dB and 12dB; 0 is silence"),
      ("clip: { path: a, trim: [5s, 2s] }", "the part ends before it begins"),
      ("clip: { path: a, trim: \"..\" }", "expected [from, to] or from..to, found '..'"),
      ("clip: []", "expected a list of clips, at least one, found none"),
      (
        "effect: { ken_burns: { from: [0, 0, 1, 1], to: [0.6, 0, 0.5, 1] } }",
        "the part lies"
          + " outside of the picture: x + width and y + height are at most 1"
      ),
      (
        "effect: { ken_burns: { from: [0, 0, 1, 0], to: [0, 0, 1, 1] } }",
        "the width and the height"
          + " must be greater than 0"
      ),
      (
        "effect: { ken_burns: { from: [0, 0, 1, 1] } }",
        "a Ken Burns move needs 'to', [x, y, width,"
          + " height]"
      ),
      ("transition: { duration: 0 }", "the time must be longer than 0"),
      ("overlays: [{ path: a, size: 5% }]", "'size' belongs to an overlay with a 'text'"),
      (
        "overlays: [{ text: a, width: 5% }]",
        "'width' belongs to an overlay with a 'path'; a text"
          + " has a 'size'"
      ),
      ("overlays: [{ text: a, opacity: \"0.5\" }]", "expected a number from 0 to 1, found '0.5'"),
      ("overlays: [{ text: a, end: 0s }]", "the overlay ends before it begins"),
      ("id: \"\"", "the text is empty"),
    ])
  func scenes(_ lines: String, message: String) {
    #expect(load(scene(lines)).diagnostics.map(\.message) == [message])
  }

  @Test(
    "One clear message for each mistake elsewhere",
    arguments: [
      ("title: A", "a recipe needs 'scenes', a list of scenes, at least one"),
      ("scenes: []", "expected a list of scenes, at least one, found none"),
      (
        "scenes: [{}]",
        "nothing says how long this scene is; add a 'duration', a 'text' that is"
          + " spoken, a 'narration' or a 'clip' with a 'path'"
      ),
      (
        "scenes: [{ title: A, clip: [a.mp4, { color: red }] }]",
        "nothing says how long this scene"
          + " is; add a 'duration', a 'text' that is spoken, a 'narration' or a 'clip' with a 'path'"
      ),
      (
        "narration: { engine: openai }\nscenes: [{ text: a }]",
        "the speech engine 'openai' is not"
          + " available in this version; use one of espeak, flite"
      ),
      (
        "narration: { rate: 5 }\nscenes: [{ text: a }]",
        "expected a number from 0.25 to 4, found"
          + " '5'"
      ),
      (
        "audio: { loudness: -14 }\nscenes: [{ text: a }]", "expected -40LUFS to -5LUFS, found '-14'"
      ),
      (
        "metadata: { language: english! }\nscenes: [{ text: a }]",
        "expected a language tag such as"
          + " en or pt-BR, found 'english!'"
      ),
      (
        "outputs: [{ path: a.avi }]\nscenes: [{ text: a }]",
        "an output ends in one of .mp4, .mov, .mkv, .webm, .gif, .m4a, .mp3, .opus, .ogg, .flac, .wav"
      ),
      (
        "outputs: [{ path: a.webm, codec: h264 }]\nscenes: [{ text: a }]",
        "a .webm file holds pictures as vp9, av1, not as h264"
      ),
      (
        "outputs: [{ path: a.mov, audio_codec: opus }]\nscenes: [{ text: a }]",
        "a .mov file holds sound as aac, mp3, not as opus"
      ),
      (
        "outputs: [{ path: a.wav, audio_codec: none }]\nscenes: [{ text: a }]",
        "a .wav file holds sound and nothing else; leave 'audio_codec' out"
      ),
      (
        "outputs: [{ path: a.mp3, resolution: 720p }]\nscenes: [{ text: a }]",
        "a .mp3 file has no pictures; leave 'resolution' out"
      ),
      (
        "outputs: [{ path: a.gif, codec: av1 }]\nscenes: [{ text: a }]",
        "a .gif file has no codec of pictures to choose; leave 'codec' out"
      ),
      (
        "outputs: [{ path: a.gif, fps: 60 }]\nscenes: [{ text: a }]",
        "a GIF shows at most 50 frames a second"
      ),
      (
        "outputs: [{ path: a.mp4, codec: av1, resolution: 32x64 }]\nscenes: [{ text: a }]",
        "av1 takes no picture with a side of less than 64 pixels"
      ),
      (
        "thumbnail: 120%\nscenes: [{ text: a }]",
        "a part of the film lies between 0% and 100%"
      ),
      (
        "thumbnail: { path: a.gif }\nscenes: [{ text: a }]",
        "a thumbnail ends in .jpg or .png"
      ),
      (
        "outputs: [{ path: a.mp3, thumbnail: 3s }]\nscenes: [{ text: a }]",
        "a .mp3 file has no pictures; leave 'thumbnail' out"
      ),
      (
        "outputs: [{ path: a.mp4, codec: h265 }]\nscenes: [{ text: a }]",
        "unknown codec 'h265'; it is one of h264, hevc, av1, vp9"
      ),
      (
        "outputs: [{ path: a.mp4 }, { path: ./b/../a.mp4 }]\nscenes: [{ text: a }]",
        "two outputs are"
          + " written to './b/../a.mp4'"
      ),
      (
        "outputs: [{ path: a.mp4, scenes: [hok] }]\nscenes: [{ text: a, id: hook }]",
        "no scene has"
          + " the id 'hok'"
      ),
      (
        "outputs: [{ path: a.mp4, resolution: 641x360 }]\nscenes: [{ text: a }]",
        "the sides must be"
          + " even, not 641x360"
      ),
      (
        "outputs: [{ path: a.mp4, resolution: 640x360, aspect: 1:1 }]\nscenes: [{ text: a }]",
        "640x360 is not 1:1; give one of the two"
      ),
      (
        "outputs: [{ path: a.mp4, fps: 0 }]\nscenes: [{ text: a }]",
        "expected a frame rate from 1"
          + " to 120 such as 30, 29.97 or 30000/1001, found '0'"
      ),
      (
        "chapters: [{ title: a, at: 5 }, { title: b, at: 3 }]\nscenes: [{ text: a }]",
        "a chapter"
          + " begins later than the one before it"
      ),
      (
        "narration: { path: a.wav }\nscenes: [{ duration: 1, narration: { path: b.wav } }]",
        "the film has one recorded voice over all of it already; give the scene a 'text' only"
      ),
      (
        "subtitles: { mode: [none, burn] }\nscenes: [{ text: a }]",
        "unknown subtitle mode 'none'; it"
          + " is one of burn, soft, sidecar"
      ),
      ("", "there is nothing in this file; a recipe has 'scenes', a list of scenes"),
      ("# nothing", "there is nothing in this file; a recipe has 'scenes', a list of scenes"),
      ("- a", "expected a mapping of keys to values, found a list"),
      ("hello", "expected a mapping of keys to values, found 'hello'"),
    ])
  func elsewhere(_ text: String, message: String) {
    #expect(load(text).diagnostics.map(\.message) == [message])
  }
}
