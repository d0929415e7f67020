import Foundation
import Testing

/// Films for which the recipe's own commands make something.
@Suite("Own stages", .timeLimit(.minutes(5)))
struct OwnStageTests {
  /// A picture of one colour that a script of two files draws, and a text that becomes it.
  private static let recipe = """
    stages:
      - id: frame
        run: sh "$in1" < "$in2" > "$out"
        inputs: [draw.sh, tint.txt]
        outputs: [frame.ppm]
      - { id: tint, run: "sed 's/ *#.*//' colour.txt > $out", inputs: [colour.txt], outputs: [tint.txt] }
    scenes:
      - { clip: { stage: frame }, duration: 1s }
      - { clip: { color: navy }, duration: 1s, overlays: [{ stage: frame, width: 50% }] }
      - { clip: { color: red }, duration: 1s }
    outputs: [{ path: film.mp4, resolution: 256x144, fps: 10 }]

    """

  private static let script = """
    read colour
    printf 'P3\\n64 36\\n255\\n'
    i=0
    while [ $i -lt 2304 ]; do echo $colour; i=$((i + 1)); done

    """

  private func folder(recipe: String = Self.recipe) throws -> Folder {
    let folder = try Folder()
    try folder.write(recipe, to: "film.yaml")
    try folder.write(Self.script, to: "draw.sh")
    try folder.write("10 200 30\n", to: "colour.txt")
    return folder
  }

  /// The commands that ran.
  private func commands(_ build: Build) -> [String] {
    build.ranStages.filter { $0.hasPrefix("command") }
  }

  @Test("A command draws what a scene shows; only what depends on an edit runs again")
  func edits() throws {
    let folder = try folder()
    let first = try folder.build("film.yaml")
    #expect(first.status == 0, "\(first.result.errors)")
    #expect(commands(first) == ["command frame", "command tint"])
    let film = FilmCheck(folder: folder, name: "film.mp4")
    try film.decodesStrictly()
    let picture = try film.averageColour(at: 0.5)
    #expect(picture[1] > 170 && picture[0] < 50 && picture[2] < 70, "\(picture)")
    let original = try folder.bytes("film.mp4")
    #expect(try folder.build("film.yaml").ran == 0)

    // A comment that the first command takes out: it runs, and nothing behind it does.
    try folder.write("10 200 30 # green\n", to: "colour.txt")
    let comment = try folder.build("film.yaml")
    #expect(comment.ranStages == ["command tint"])
    // The same bytes by another script: the second command runs, and nothing behind it does.
    try folder.write("# Draws.\n" + Self.script, to: "draw.sh")
    #expect(try folder.build("film.yaml").ranStages == ["command frame"])
    #expect(try folder.bytes("film.mp4") == original)

    try folder.write("200 10 30\n", to: "colour.txt")
    let colour = try folder.build("film.yaml")
    #expect(commands(colour) == ["command frame", "command tint"])
    #expect(!colour.ranStages.contains { $0.contains("scene3") }, "\(colour.ranStages)")
    #expect(colour.ranStages.contains("film film"))
    #expect(try film.averageColour(at: 0.5)[0] > 170)

    // Another id makes nothing new.
    try folder.write(
      Self.recipe.replacing("id: frame", with: "id: other")
        .replacing("stage: frame", with: "stage: other"), to: "film.yaml")
    #expect(try folder.build("film.yaml").ran == 0)
  }

  @Test("Plan, explain and graph know a stage by its id")
  func views() throws {
    let folder = try folder()
    let store = ["--store", folder.path("store")]
    let plan = try Program.reel.run(["plan", "film.yaml"] + store, in: folder)
    #expect(plan.status == 0)
    #expect(plan.output.contains("command  tint"), "\(plan.output)")
    let graph = try Program.reel.run(["graph", "film.yaml"] + store, in: folder)
    #expect(graph.output.contains("command\\nframe"), "\(graph.output)")
    #expect(try folder.build("film.yaml").status == 0)
    try folder.write(Self.recipe.replacing("' colour", with: "g' colour"), to: "film.yaml")
    let explain = try Program.reel.run(["explain", "tint", "film.yaml"] + store, in: folder)
    #expect(explain.status == 0, "\(explain.errors)")
    #expect(explain.output.contains("run"), "\(explain.output)")
  }

  @Test("A circle is an error of the recipe")
  func circle() throws {
    let folder = try folder(
      recipe: """
        stages:
          - { id: a, run: x, inputs: [b.txt], outputs: [a.txt] }
          - { id: b, run: x, inputs: [a.txt], outputs: [b.txt] }
        scenes: [{ clip: { stage: a }, duration: 1s }]
        """)
    let build = try folder.build("film.yaml")
    #expect(build.status == 2)
    #expect(
      build.result.errors.contains(
        """
        film.yaml:2:31: error: the stages need each other in a circle: a -> b -> a
              - { id: a, run: x, inputs: [b.txt], outputs: [a.txt] }
                                          ^~~~~
        """), "\(build.result.errors)")
  }

  @Test("A command that fails is told with its place and its last lines")
  func failure() throws {
    let folder = try folder(
      recipe: Self.recipe.replacing(
        "sed 's/ *#.*//' colour.txt > $out", with: "echo no colour >&2; exit 3"))
    let build = try folder.build("film.yaml")
    #expect(build.status == 1)
    let errors = build.result.errors
    let reason = "the command failed with exit status 3: echo no colour >&2; exit 3\n"
    #expect(errors.contains("failed: tint\nfilm.yaml:6:11: error: " + reason), "\(errors)")
    #expect(errors.ranges(of: reason).count == 1, "\(errors)")
    #expect(errors.contains("\nnote: the last that was printed:\n    no colour\n"), "\(errors)")
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
  }

  @Test("Nothing of a command lives on when the build is killed or interrupted")
  func killed() throws {
    for (signal, status) in [(SIGKILL, SIGKILL), (SIGINT, Int32(130))] {
      let folder = try folder(
        recipe: Self.recipe.replacing(
          "sed 's/ *#.*//' colour.txt > $out",
          with: "trap '' TERM INT; sleep 1000 & echo $$ $! > \(NSTemporaryDirectory())$in; wait"
        ).replacing("colour.txt", with: "colour-\(UUID().uuidString.prefix(8)).txt"))
      let name = try #require(
        String(contentsOf: folder.url("film.yaml"), encoding: .utf8)
          .firstMatch(of: /colour-[0-9A-F]+\.txt/)?.output)
      try folder.write("1 2 3\n", to: String(name))
      let pids = URL(filePath: NSTemporaryDirectory() + name)
      defer { try? FileManager.default.removeItem(at: pids) }
      let running = try Program.reel.start(
        ["build", "--store", folder.path("store"), "--progress", "none", "film.yaml"], in: folder)
      let numbers = try Self.numbers(in: pids)
      running.send(signal)
      #expect(running.wait().status == status)
      for number in numbers {
        var lives = true
        for _ in 0..<400 where lives {
          lives = kill(number, 0) == 0
          if lives { usleep(10_000) }
        }
        #expect(!lives, "signal \(signal): process \(number) lives on")
      }
    }
  }

  /// Waits for a file of numbers.
  private static func numbers(in file: URL) throws -> [Int32] {
    for _ in 0..<3000 {
      if let text = try? String(contentsOf: file, encoding: .utf8), text.hasSuffix("\n") {
        return text.split { $0.isWhitespace }.compactMap { Int32($0) }
      }
      usleep(10_000)
    }
    Issue.record("the command never started")
    return []
  }

  @Test("A command is ended with its worker when it takes too long")
  func timeout() throws {
    let folder = try folder(
      recipe: Self.recipe.replacing("sed 's/ *#.*//' colour.txt > $out", with: "sleep 1000"))
    try folder.write("extends: speed_optimized\ntimeout: 1s\nretries: 0\n", to: "short.yaml")
    let build = try folder.build("film.yaml", "--profile", folder.path("short.yaml"))
    #expect(build.status == 1, "\(build.result.errors)")
    #expect((build.result.output + build.result.errors).contains("limit of 1"))
  }

  @Test("The recipe that shows own stages builds")
  func shown() throws {
    let folder = try Folder()
    let build = try folder.build(
      Program.root + "/recipes/own-stages.yaml", "--output-dir", folder.path("films"), "--profile",
      "resource_constrained")
    #expect(build.status == 0, "\(build.result.errors)")
    #expect(commands(build) == ["command chord", "command colours", "command waves"])
    try FilmCheck(folder: folder, name: "films/own-stages.mp4").decodesStrictly()
  }
}
