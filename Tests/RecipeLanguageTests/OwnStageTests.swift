import Testing

@testable import RecipeLanguage

/// The stages that a recipe declares.
@Suite("Own stages")
struct OwnStageTests {
  /// A recipe with one scene and these stages.
  private func stages(_ stages: String, clip: String = "{ color: red }") -> String {
    "stages:\n\(stages)\nscenes: [{ clip: \(clip), duration: 1s }]\n"
  }

  @Test("A stage reads files and outputs of other stages")
  func reading() throws {
    let recipe = try recipe(
      """
      vars: { tool: lut }
      stages:
        - id: frame
          run: |
            python3 draw.py lut.png > $out

            sort "$in1"
          inputs: [./draw.py, lut.png, media/../a/b.txt, ../shared/c.txt, /usr/share/d.txt]
          outputs: [frame.png, frame.txt]
        - { id: lut, run: "${tool} $in $out", outputs: lut.png }
      scenes:
        - clip: { stage: frame }
          duration: 1s
          overlays: [{ stage: lut, output: lut.png, width: 10% }]
          narration: { stage: frame, output: frame.txt }
      music: { stage: frame, output: frame.txt }
      """)
    #expect(recipe.stages.map(\.id.value) == ["lut", "frame"])
    let (lut, frame) = (recipe.stages[0], recipe.stages[1])
    #expect(lut.run.value == "lut $in $out")
    #expect(lut.inputs.isEmpty && lut.outputs.map(\.value) == ["lut.png"])
    #expect(frame.run.value == "python3 draw.py lut.png > $out\n\nsort \"$in1\"")
    #expect(
      frame.inputs.map(\.name) == ["draw.py", "lut.png", "a/b.txt", "c.txt", "d.txt"])
    guard case .output("lut", let name) = frame.inputs[1].source else {
      Issue.record("lut.png is the output, not a file")
      return
    }
    #expect(name.value == "lut.png")
    #expect(
      recipe.inputFiles.map(\.value.resolved)
        == ["draw.py", "media/../a/b.txt", "../shared/c.txt", "/usr/share/d.txt"])
    #expect(recipe.mediaSources.map(\.text) == ["frame", "lut.png", "frame.txt", "frame.txt"])
    let voice = try RecipeLanguageTests.recipe(
      """
      narration: { stage: take, rate: 2 }
      stages: [{ id: take, run: say, outputs: [a.wav] }]
      scenes: [{ duration: 1s }]
      """)
    #expect(voice.narration.recording?.text == "take")
  }

  @Test("A circle is named whole, and pointed at")
  func circle() {
    let expected = """
      recipe.yaml:2:40: error: the stages need each other in a circle: a -> b -> c -> a
            - { id: a, run: one, inputs: [x.txt, b.txt], outputs: [a.txt] }
                                                 ^~~~~
      recipe.yaml:5:36: error: the stages need each other in a circle: self -> self
            - { id: self, run: one, inputs: [self.txt], outputs: [self.txt] }
                                             ^~~~~~~~

      """
    #expect(
      rendered(
        stages(
          """
            - { id: a, run: one, inputs: [x.txt, b.txt], outputs: [a.txt] }
            - { id: b, run: one, inputs: [c.txt], outputs: [b.txt] }
            - { id: c, run: one, inputs: [./a.txt, behind.txt], outputs: [c.txt] }
            - { id: self, run: one, inputs: [self.txt], outputs: [self.txt] }
            - { id: behind, run: one, inputs: [self.txt], outputs: [behind.txt] }
          """)) == expected)
  }

  @Test("Golden messages, with places and what was meant")
  func golden() {
    let expected = """
      recipe.yaml:3:11: error: two stages have the id 'lut'
            - { id: lut, run: two, outputs: [lut.png] }
                    ^~~
      recipe.yaml:2:11: note: the first one
            - { id: lut, run: one, outputs: [lut.png] }
                    ^~~
      recipe.yaml:3:36: error: two outputs of stages are named 'lut.png'
            - { id: lut, run: two, outputs: [lut.png] }
                                             ^~~~~~~
      recipe.yaml:2:36: note: the first one
            - { id: lut, run: one, outputs: [lut.png] }
                                             ^~~~~~~
      recipe.yaml:4:40: error: the command would find two files under the name 'x.png'
            - { id: two, run: a, inputs: [x.png, ../x.png], outputs: [y.png] }
                                                 ^~~~~~~~
      recipe.yaml:4:33: note: the other one
            - { id: two, run: a, inputs: [x.png, ../x.png], outputs: [y.png] }
                                          ^~~~~
      recipe.yaml:5:49: error: the output 'out' has the name of a folder of inputs
            - { id: fold, run: a, inputs: out/x, outputs: out }
                                                          ^~~
      recipe.yaml:5:33: note: an input in it
            - { id: fold, run: a, inputs: out/x, outputs: out }
                                          ^~~~~
      recipe.yaml:6:27: error: no stage has the id 'lud'
          scenes: [{ clip: { stage: lud }, duration: 1s }]
                                    ^~~
            did you mean 'lut'?

      """
    #expect(
      rendered(
        stages(
          """
            - { id: lut, run: one, outputs: [lut.png] }
            - { id: lut, run: two, outputs: [lut.png] }
            - { id: two, run: a, inputs: [x.png, ../x.png], outputs: [y.png] }
            - { id: fold, run: a, inputs: out/x, outputs: out }
          """, clip: "{ stage: lud }")) == expected)
  }

  @Test(
    "Each mistake has its message",
    arguments: [
      ("{ run: a, outputs: [x] }", "a stage needs 'id', a name for a stage"),
      ("{ id: a, outputs: [x] }", "a stage needs 'run', a command"),
      ("{ id: a, run: b }", "a stage needs 'outputs', a file's name, or a list of names"),
      ("{ id: a/b, run: b, outputs: [x] }", "'a/b' is no name for a stage; use letters, digits"),
      ("{ id: a, run: ' ', outputs: [x] }", "the command is empty"),
      (#"{ id: a, run: "a\0b", outputs: [x] }"#, "a command cannot hold control characters"),
      ("{ id: a, run: b, outputs: [] }", "expected a list of file names, 1 to 100, found none"),
      ("{ id: a, run: b, outputs: [/x/y.png] }", "an output is a file's name without folders"),
      ("{ id: a, run: b, outputs: [../y.png] }", "an output is a file's name without folders"),
      ("{ id: a, run: b, outputs: [..] }", "an output is a file's name without folders"),
      (#"{ id: a, run: b, outputs: ["a\n"] }"#, "a file's name cannot hold control characters"),
      ("{ id: a, run: b, outputs: [x], inputs: [.] }", "an input is a file, not a folder"),
      ("{ id: a, run: b, outputs: [x], inputs: [a, a/b] }", "two files under the name 'a'"),
      ("{ id: a, run: b, outputs: [x], inputs: [../x] }", "two files under the name 'x'"),
      ("{ id: a, run: 'echo ${in1}', outputs: [x] }", "the variable 'in1' is not declared"),
      ("{ id: a, run: b, output: [x] }", "unknown key 'output' in a stage"),
    ])
  func mistakes(stage: String, message: String) {
    let messages = messages(stages("  - \(stage)"))
    #expect(messages.contains { $0.contains(message) }, "\(messages)")
  }

  @Test(
    "What uses a stage is checked as well",
    arguments: [
      ("clip: { stage: lut, output: b.png }", "the stage 'lut' has no output 'b.png'; it makes"),
      ("clip: { path: a.png, output: b.png }", "'output' belongs to a 'stage'"),
      ("clip: { path: a.png, stage: lut }", "a clip has one of 'path' or 'stage'"),
      ("overlays: [{ stage: no }]", "no stage has the id 'no'"),
      ("narration: { stage: lut, output: c }", "the stage 'lut' has no output 'c'"),
      ("overlays: [{ text: hi, output: a.png }]", "'output' belongs to a 'stage'"),
    ])
  func uses(line: String, message: String) {
    let messages = messages(
      "stages: [{ id: lut, run: one, outputs: [a.png] }]\n" + scene(line))
    #expect(messages.count == 1 && messages[0].contains(message), "\(messages)")
  }

  @Test("So are the music and the film's voice")
  func filmUses() {
    let head = "music: { stage: no }\nnarration: { path: a.wav, stage: b }\n"
    let messages = messages(head + scene("text: Hello"))
    #expect(
      messages == [
        "recipe.yaml:1:17: no stage has the id 'no'",
        "recipe.yaml:2:34: give one of 'path' and 'stage', not both",
      ])
  }

  @Test("A stage with a mistake does not make its uses fail")
  func quiet() {
    #expect(
      messages(stages("  - { id: lut, outputs: [x] }", clip: "{ stage: lut }")).count == 1)
    #expect(messages(stages("  lut: 1", clip: "{ stage: lut }")).count == 1)
  }

  @Test("A long chain, declared backwards, costs time in proportion")
  func chain() throws {
    let count = 20_000
    let lines = (0..<count).map { index in
      "  - { id: s\(index), run: x, inputs: [o\(index + 1)], outputs: [o\(index)] }"
    }
    let recipe = try recipe(stages(lines.joined(separator: "\n")))
    #expect(recipe.stages.count == count)
    #expect(recipe.stages.first?.id.value == "s\(count - 1)")
    let closed = messages(
      stages(
        (lines + ["  - { id: end, run: x, inputs: [o0], outputs: [o\(count)] }"])
          .joined(separator: "\n")))
    #expect(closed.count == 1)
  }
}
