import Foundation
import Testing

/// Reports of real builds, and what `reel report` makes of them.
@Suite("Reports")
struct ReportTests {
  private static let recipe = """
    scenes:
      - { id: one, clip: { color: red }, duration: 1s, transition: fade }
      - { id: two, clip: { color: blue }, duration: 2s }
    outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
    """

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func report(_ arguments: String..., in folder: Folder) throws -> Program.Result {
    try Program.reel.run(
      ["report"] + arguments + ["--store", folder.path("store")], in: folder)
  }

  @Test("A build writes its report in both forms, and the store keeps one")
  func forms() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml", "--report", folder.path("r.json")).status == 0)
    let report = try object(try String(contentsOf: folder.url("r.json"), encoding: .utf8))
    #expect(report["format"] as? Int == 1)
    #expect(report["status"] as? String == "succeeded")
    #expect((report["total_time"] as? Double ?? 0) > 0)
    #expect((report["total_memory_mb"] as? Double ?? 0) > 1)
    #expect(report["film_seconds"] as? Double == 2.5)
    let cache = try #require(report["cache_stats"] as? [String: Int])
    let nodes = try #require(report["nodes"] as? [[String: Any]])
    #expect(cache["hits"] == 0 && cache["misses"] == nodes.count)
    let steps = try #require(report["steps"] as? [String: [String: Any]])
    #expect(steps["segment"]?["duration"] is Double && steps["segment"]?["memory_mb"] is Double)
    let film = try #require(nodes.first { $0["stage"] as? String == "film" })
    #expect((film["inputs"] as? [Int])?.isEmpty == false)
    let path = try #require(report["critical_path"] as? [String: Any])
    #expect((path["ids"] as? [Int])?.last == film["id"] as? Int)

    let stored = try self.report("film.yaml", "--json", in: folder)
    #expect(stored.status == 0)
    #expect(try object(stored.output)["total_time"] as? Double == report["total_time"] as? Double)

    // Nothing runs, so nothing is kept; a report that is asked for is written all the same.
    #expect(try folder.build("film.yaml", "--report", folder.path("n.html")).ran == 0)
    let page = try String(contentsOf: folder.url("n.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("up to date"))
    #expect(
      try self.report("--compare", "film.yaml", in: folder).errors.contains("only one report"))

    try folder.write(Self.recipe.replacing("red", with: "green"), to: "film.yaml")
    #expect(try folder.build("film.yaml").ran > 0)
    let compared = try self.report("--compare", "film.yaml", in: folder)
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(
      compared.output.hasPrefix("build 1 -> build 2\n") && compared.output.contains("segment"))
    let files = try self.report("--compare", "r.json", "film.yaml", in: folder)
    #expect(files.status == 0 && files.output.hasPrefix("r.json -> build 2\n"))
  }

  @Test("The command shows, advises and makes a page of a file")
  func views() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml", "--report", folder.path("r.json")).status == 0)
    let shown = try report("r.json", in: folder)
    #expect(shown.status == 0 && shown.output.contains("film.yaml · built"))
    #expect(shown.output.contains("\nstages\n") && shown.output.contains("\nslowest\n"))
    let advice = try report("r.json", "--advise", in: folder)
    #expect(advice.status == 0 && !advice.output.isEmpty)
    let page = try report("r.json", "--html", folder.path("r.html"), in: folder)
    #expect(page.status == 0 && page.output.isEmpty)
    #expect(try folder.bytes("r.html").count > 5000)
  }

  @Test("What cannot be shown is said, with status 2")
  func wrong() throws {
    let folder = try Folder()
    try folder.write("{\"format\":1}", to: "half.json")
    try folder.write(Self.recipe, to: "film.yaml")
    let cases: [([String], String)] = [
      (["half.json"], "half.json: it is no report of reel: 'machine' is missing"),
      (["gone.json"], "gone.json: cannot be read: No such file or directory"),
      (["film.yaml"], "the store has no report of film.yaml"),
      (["gone.yaml"], "'gone.yaml' is not here"),
      ([], "'report' wants a report's file or a recipe"),
      (["--compare", "half.json"], "'--compare' wants two reports"),
      (["half.json", "half.json"], "'report' shows one build"),
      (["half.json", "--compare", "--advise"], "do not go together"),
    ]
    for (arguments, message) in cases {
      let result = try Program.reel.run(
        ["report"] + arguments + ["--store", folder.path("store")], in: folder)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
    }
    #expect(!folder.exists("store"))
    let ending = try folder.build("film.yaml", "--report", folder.path("r.pdf"))
    #expect(ending.status == 2 && ending.result.errors.contains("a .html or a .json file"))
    #expect(!folder.exists("r.pdf"))
  }

  @Test("A profile's alerts are events at once, and in the report")
  func alerts() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    try folder.write("alerts: { memory_mb: 1 }", to: "watch.yaml")
    let build = try folder.build(
      "film.yaml", "--profile", "watch.yaml", "--report", folder.path("r.json"))
    #expect(build.status == 0)
    let alerts = build.events.filter { $0["event"] as? String == "alert" }
    #expect(alerts.count == build.ran)
    #expect(alerts.allSatisfy { $0["kind"] as? String == "memory_mb" && $0["bound"] as? Int == 1 })
    #expect(build.result.errors.contains("alert: "))
    let report = try object(try String(contentsOf: folder.url("r.json"), encoding: .utf8))
    #expect((report["alerts"] as? [Any])?.count == build.ran)
    try folder.write("alerts:\n  memory: 1\n", to: "watch.yaml")
    let wrong = try folder.build("film.yaml", "--profile", "watch.yaml")
    #expect(wrong.status == 2 && wrong.result.errors.contains("watch.yaml:2:3"))
  }

  @Test("Events end with a line that says why, whatever ended the build")
  func lastEvent() throws {
    let folder = try Folder()
    func last(_ build: Build, _ code: String, _ message: String) {
      let error = build.summary["error"] as? [String: Any]
      #expect(build.summary["ok"] as? Bool == false)
      #expect(error?["code"] as? String == code, "\(build.summary)")
      #expect((error?["message"] as? String)?.contains(message) == true, "\(build.summary)")
      #expect(build.events.count { $0["event"] as? String == "finished" } == 1)
    }
    // The recipe does not read.
    try folder.write("scenes: 3", to: "film.yaml")
    last(try folder.build("film.yaml"), "usage", "film.yaml:1:9")
    // There is no worker.
    try folder.write(Self.recipe, to: "film.yaml")
    let missing = try Program.reel.run(
      ["build", "--store", folder.path("store"), "--json", "-", "film.yaml"], in: folder,
      environment: ["REEL_WORKER": "/nowhere/worker"])
    let line = try object(String(try #require(missing.output.split(separator: "\n").last)))
    #expect(missing.status != 0 && line["event"] as? String == "finished")
    #expect((line["error"] as? [String: Any])?["code"] as? String == "worker-unavailable")
    // The store is a file.
    try folder.write("", to: "file")
    let store = try Program.reel.run(
      ["build", "--store", folder.path("file"), "--json", "-", "film.yaml"], in: folder)
    #expect(store.status == 3)
    #expect(store.output.contains(#""event":"finished","ok":false"#))
    // A file that is no event file is left alone when the recipe does not read.
    try folder.write("scenes: 3", to: "film.yaml")
    try folder.write("precious", to: "notes.txt")
    let spared = try Program.reel.run(
      ["build", "--json", folder.path("notes.txt"), "film.yaml"], in: folder)
    #expect(spared.status == 2)
    #expect(try folder.bytes("notes.txt") == Data("precious".utf8))
  }
}
