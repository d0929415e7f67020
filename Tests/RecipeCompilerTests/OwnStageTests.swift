import BuildGraph
import RecipeCompiler
import RecipeLanguage
import StageCatalog
import Testing

@Suite("Own stages in a graph")
struct OwnStageGraphTests {
  private static func recipe(
    run: String = "draw $out", id: String = "frame", color: String = "red"
  ) -> String {
    """
    stages:
      - { id: \(id), run: "\(run)", inputs: [draw.py, lut.png], outputs: [frame.png, voice.wav] }
      - { id: lut, run: "lut", inputs: [a.txt], outputs: [lut.png] }
      - { id: unused, run: "other", inputs: [b.txt], outputs: [other.png] }
    scenes:
      - clip: { stage: \(id) }
        duration: 2s
        overlays: [{ stage: lut }]
      - { clip: { color: \(color) }, narration: { stage: \(id), output: voice.wav } }
    music: { stage: \(id), output: voice.wav }
    outputs: [{ path: film.mp4, resolution: 256x144, fps: 15 }]
    """
  }

  @Test("A used stage is one node, an edge for each output read; others are left out")
  func nodes() throws {
    let film = try CompiledFilm(Self.recipe())
    let nodes = film.graph.nodes
    let commands = nodes.indices.filter { nodes[$0].stage.name == "command" }
    #expect(commands.map { nodes[$0].label } == ["lut", "frame"])
    #expect(nodes[commands[0]].inputs == [Node.Input("in", .file(path: "a.txt"))])
    #expect(
      nodes[commands[1]].inputs == [
        Node.Input("in", .file(path: "draw.py")),
        Node.Input("in", .output(of: NodeID(index: commands[0]), name: "lut.png")),
      ])
    #expect(nodes[commands[1]].stage.outputs.map(\.fileName) == ["frame.png", "voice.wav"])
    let uses = nodes.flatMap { node in
      node.inputs.filter { $0.source == .output(of: NodeID(index: commands[1]), name: "frame.png") }
        .map { "\(node.stage.name) \($0.role)" }
    }
    #expect(Set(uses) == ["probe clip", "picture image"])
    let sounds = nodes.filter { $0.stage.name == "sound" }
    // The music and the voice are decoded alike, so they are one node.
    #expect(sounds.count == 1)
  }

  @Test("An id is in no key, a command is")
  func keys() throws {
    let film = try CompiledFilm(Self.recipe())
    #expect(try CompiledFilm(Self.recipe(id: "other")).work(after: film) == [])
    let work = try CompiledFilm(Self.recipe(run: "draw better $out")).work(after: film)
    #expect(work.contains("command frame"))
    #expect(!work.contains("command lut"))
    let other = try CompiledFilm(Self.recipe(color: "blue")).work(after: film)
    #expect(!other.contains { $0.hasPrefix("command") || $0.hasPrefix("probe") })
  }

  @Test("A missing input is named with its place, also in a stage that nobody uses")
  func missing() throws {
    let error = #expect(throws: RecipeCompiler.Failure.self) {
      try CompiledFilm(Self.recipe(), services: MadeUpServices(missing: ["b.txt", "draw.py"]))
    }
    let messages = error?.diagnostics.map { "\($0.mark?.line ?? 0): \($0.message)" }
    #expect(
      messages?.sorted() == [
        "2: 'draw.py' cannot be read: no such file, and no stage makes one of that name",
        "4: 'b.txt' cannot be read: no such file, and no stage makes one of that name",
      ])
  }

  @Test("The place of a stage is found by its node's label")
  func places() throws {
    let load = RecipeLoader.load(
      path: "film.yaml", files: MemoryFiles(["film.yaml": Self.recipe()]))
    let recipe = try #require(load.recipe)
    #expect(recipe.stageMark(ofNode: "lut")?.line == 3)
    #expect(recipe.stageMark(ofNode: "scene1/head") == nil)
    #expect(recipe.sceneMark(ofNode: "lut") == nil)
  }
}
