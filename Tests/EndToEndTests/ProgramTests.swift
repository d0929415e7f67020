import Foundation
import Testing

/// The programs as such: what they link, how fast they answer, what they say of themselves.
@Suite("Programs")
struct ProgramTests {
  @Test("The front end links no media library, no network library and no font library")
  func linking() throws {
    let folder = try Folder()
    let result = try Program.find("ldd").run([Program.reel.path], in: folder)
    for library in [
      "libav", "libsw", "libcurl", "libass", "espeak", "flite", "freetype", "libswift",
    ] {
      #expect(!result.output.contains(library), "\(result.output)")
    }
    #expect(result.output.contains("liblmdb"))
  }

  @Test("Help and version")
  func help() throws {
    let folder = try Folder()
    let version = try Program.reel.run(["--version"], in: folder)
    #expect(version.status == 0 && version.output == "reel 0.1.0\n")
    let overview = try Program.reel.run(["help"], in: folder)
    #expect(overview.status == 0)
    for command in ["build", "plan", "graph", "explain", "report", "profiles", "schema", "store"] {
      #expect(overview.output.contains("\n  \(command) "))
      let help = try Program.reel.run([command, "--help"], in: folder)
      #expect(help.status == 0)
      #expect(help.output.contains("usage: reel \(command)"))
    }
  }

  @Test("Schemas are JSON and know the language's keys")
  func schema() throws {
    let folder = try Folder()
    let text = try Program.reel.run(["schema"], in: folder).output
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: Any])
    #expect(properties.keys.contains("scenes") && properties.keys.contains("outputs"))
  }

  @Test("Plan, explain and graph tell of a build before and after it")
  func views() throws {
    let folder = try Folder()
    let recipe = """
      scenes: [{ id: only, clip: { color: red }, duration: 1s }]
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """
    try folder.write(recipe, to: "film.yaml")
    let store = ["--store", folder.path("store"), "film.yaml"]
    let before = try Program.reel.run(["plan"] + store, in: folder)
    #expect(
      before.output.hasPrefix(
        """
        segment  only/body.0  never built
        film     film         after only/body.0
        film.mp4: would be built
        2 stages: 2 would run, 0 cached
        """), "\(before.output)")
    #expect(try folder.build("film.yaml").ran == 2)
    let after = try Program.reel.run(["plan"] + store, in: folder)
    #expect(after.output == "film.mp4: up to date\n2 stages: 0 would run, 2 cached\n")

    try folder.write(recipe.replacing("red", with: "blue"), to: "film.yaml")
    let explained = try Program.reel.run(["explain", "only/body.0"] + store, in: folder)
    #expect(explained.status == 0)
    #expect(explained.output.contains("#FF0000"), "\(explained.output)")
    #expect(explained.output.contains("#0000FF"))
    let unknown = try Program.reel.run(["explain", "nothing"] + store, in: folder)
    #expect(unknown.status == 2)

    let graph = try Program.reel.run(["graph", "--format", "mermaid"] + store, in: folder)
    #expect(graph.output.contains("segment: only/body.0"))
    let statistics = try Program.reel.run(
      ["store", "stats", "--store", folder.path("store")], in: folder)
    #expect(statistics.output.contains("segment"))
  }
}
