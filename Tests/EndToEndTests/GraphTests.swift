import Foundation
import Testing

/// `reel graph`, and results that nobody receives.
@Suite("Graphs")
struct GraphTests {
  private static let recipe = """
    title: Two <scenes>
    scenes:
      - { id: one, clip: { color: red }, duration: 1s }
      - { id: two, clip: { color: blue }, duration: 1s }
    outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
    """

  private func prepared() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    return folder
  }

  private func graph(_ folder: Folder, _ arguments: String...) throws -> Program.Result {
    try Program.reel.run(
      ["graph", "--store", folder.path("store")] + arguments + ["film.yaml"], in: folder)
  }

  /// Label and state of every node.
  private func states(_ folder: Folder) throws -> [String] {
    let text = try graph(folder, "--format", "json").output
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    return try #require(object["nodes"] as? [[String: Any]]).map {
      "\($0["label"] as? String ?? "") \($0["state"] as? String ?? "")"
    }
  }

  @Test("Nodes have the states of the last build")
  func states() throws {
    let folder = try prepared()
    #expect(try states(folder) == ["one/body.0 todo", "two/body.0 todo", "film todo"])
    #expect(try folder.build("film.yaml").status == 0)
    #expect(try states(folder) == ["one/body.0 run", "two/body.0 run", "film run"])
    try folder.write(Self.recipe.replacing("red", with: "green"), to: "film.yaml")
    #expect(try states(folder) == ["one/body.0 todo", "two/body.0 run", "film todo"])
    #expect(try folder.build("film.yaml").status == 0)
    #expect(try states(folder) == ["one/body.0 run", "two/body.0 cached", "film run"])
    let index = try folder.bytes("store/index/data.mdb")
    #expect(try folder.build("film.yaml").ran == 0)
    #expect(try folder.bytes("store/index/data.mdb") == index)
    let dot = try graph(folder).output
    #expect(dot.contains("class=run") && dot.contains("class=cached"))
    #expect(try graph(folder, "--format", "mermaid").output.contains(":::cached\n"))
  }

  @Test("A file's name tells the format")
  func files() throws {
    let folder = try prepared()
    for (name, start) in [
      ("g.html", "<!DOCTYPE html>"), ("g.dot", "digraph"), ("g.mmd", "flowchart"),
      ("g.json", "{\"nodes\""),
    ] {
      let result = try graph(folder, "-o", name)
      #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
      #expect(try String(decoding: folder.bytes(name), as: UTF8.self).hasPrefix(start))
    }
    #expect(
      try String(decoding: folder.bytes("g.html"), as: UTF8.self)
        .contains("<title>Two &lt;scenes&gt; · graph</title>"))
    #expect(try graph(folder, "--format", "json", "-o", "anything").status == 0)
    let unknown = try graph(folder, "-o", "graph.png")
    #expect(unknown.status == 2 && unknown.errors.contains("does not tell a format"))
    let recipe = try graph(folder, "--format", "dot", "-o", "film.yaml")
    #expect(recipe.status == 2 && recipe.errors.contains("would overwrite"))
    #expect(try graph(folder, "-o", "no/such/folder/g.dot").status == 3)
    #expect(try graph(folder, "--format", "png").status == 2)
  }

  @Test("A result that cannot be written is no success")
  func full() throws {
    let folder = try prepared()
    #expect(try folder.build("film.yaml").status == 0)
    let store = "--store '\(folder.path("store"))'"
    let shell = Program(path: "/bin/sh")
    for command in [
      "graph \(store) film.yaml", "plan \(store) film.yaml", "explain film \(store) film.yaml",
      "schema", "profiles", "store stats \(store)", "help", "--version",
      "build --progress none --json - \(store) film.yaml",
    ] {
      let result = try shell.run(
        ["-c", "'\(Program.reel.path)' \(command) > /dev/full"], in: folder)
      #expect(result.status == 3, "\(command)")
      #expect(result.errors.contains("standard output could not be written"), "\(command)")
    }
    // A reader that has enough is no fault of anybody's.
    let enough = try shell.run(
      ["-c", "{ '\(Program.reel.path)' schema; echo $? >&2; } | true"], in: folder)
    #expect(enough.errors == "0\n", "\(enough.errors)")
  }
}
