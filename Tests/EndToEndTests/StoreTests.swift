import Foundation
import Testing

/// `reel store`, and stores that cannot be used.
@Suite("Store")
struct StoreTests {
  private static func recipe(_ color: String, path: String) -> String {
    """
    scenes: [{ title: "One", clip: { color: \(color) }, duration: 1s }]
    outputs: [{ path: \(path), resolution: 128x72, fps: 10 }]
    """
  }

  /// A folder with a film that is built.
  private func builtFolder() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.recipe("red", path: "film.mp4"), to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    return folder
  }

  private func store(_ folder: Folder, _ arguments: String...) throws -> Program.Result {
    try Program.reel.run(["store"] + arguments + ["--store", folder.path("store")], in: folder)
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
  }

  @Test("Questions make no store, and say that there is none")
  func noStore() throws {
    let folder = try Folder()
    try folder.write(Self.recipe("red", path: "film.mp4"), to: "film.yaml")
    for words in [["stats"], ["ls"], ["verify"], ["gc", "--max-size", "1GB"]] {
      let result = try Program.reel.run(
        ["store"] + words + ["--store", folder.path("store")], in: folder)
      #expect(result.status == 3 && result.errors.contains("no store"), "\(result.errors)")
    }
    for words in [
      ["plan"], ["graph"], ["explain", "only/body.0"], ["build", "--dry-run"],
    ] {
      let result = try Program.reel.run(
        words + ["film.yaml", "--store", folder.path("store")], in: folder)
      #expect(result.signal == nil && result.status != 3, "\(words): \(result.errors)")
    }
    let plan = try Program.reel.run(["plan", "film.yaml"], in: folder)
    #expect(plan.status == 0 && plan.output.contains("film.mp4"), "\(plan.errors)")
    #expect(!folder.exists("store") && !folder.exists(".reel"))
  }

  @Test(
    "Options that mean nothing",
    arguments: [
      ["gc"], ["gc", "--dry-run"], ["gc", "--max-size", "20"], ["gc", "--max-size", "-1GB"],
      ["gc", "--max-size", "manyGB"], ["gc", "--older-than", "5"], ["gc", "--older-than", "1y"],
      ["gc", "--older-than", "nand"], ["gc", "--max-size", "1GB", "--wait", "x"],
      ["ls", "--sort", "colour"], ["ls", "--repair"], ["verify", "--json"], ["stats", "more"],
      ["gc", "--max-size", "1GB", "--keep", "missing.yaml"], ["list"],
    ])
  func usage(words: [String]) throws {
    let folder = try Folder()
    try folder.write(Self.recipe("red", path: "film.mp4"), to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    let result = try Program.reel.run(
      ["store"] + words + ["--store", folder.path("store")], in: folder)
    #expect(result.status == 2 && !result.errors.isEmpty, "\(result.errors)")
  }

  @Test("What is in a store, as text and as JSON")
  func listing() throws {
    let folder = try builtFolder()
    let all = try objects(try store(folder, "ls", "--json").output)
    #expect(all.count >= 2)
    for object in all {
      #expect((object["key"] as? String)?.count == 64)
      #expect(object["bytes"] is Int && object["seconds"] is Double || object["seconds"] is Int)
      #expect((object["last_used"] as? String)?.count == 10)
    }
    #expect(all.contains { $0["label"] as? String == "film" })
    let sizes = try objects(try store(folder, "ls", "--json", "--sort", "size").output)
      .compactMap { $0["bytes"] as? Int }
    #expect(sizes == sizes.sorted(by: >) && sizes.count == all.count)
    let stage = try #require(all.first?["stage"] as? String)
    let some = try objects(try store(folder, "ls", "--json", "--stage", stage).output)
    #expect(!some.isEmpty && some.allSatisfy { $0["stage"] as? String == stage })
    let lines = try store(folder, "ls").output.split(separator: "\n")
    #expect(lines.count == all.count)
    let statistics = try objects(try store(folder, "stats", "--json").output)
    #expect(statistics.count == 1 && statistics[0]["results"] as? Int == all.count)
    #expect((statistics[0]["index_bytes"] as? Int ?? 0) > 0)
  }

  @Test("Damage is named, put aside and made again")
  func verify() throws {
    let folder = try builtFolder()
    let film = try folder.bytes("film.mp4")
    let sound = try store(folder, "verify")
    #expect(sound.status == 0 && sound.output.contains("the store is sound"), "\(sound.output)")
    let blobs = try #require(
      FileManager.default.enumerator(atPath: folder.path("store/cas"))?.allObjects as? [String]
    ).filter { $0.count > 60 }.sorted()
    let path = "store/cas/" + blobs[0]
    var bytes = try folder.bytes(path)
    bytes[bytes.count / 2] ^= 1
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: folder.path(path))
    try bytes.write(to: folder.url(path))
    let damaged = try store(folder, "verify")
    #expect(damaged.status == 3 && damaged.output.contains("damaged: "), "\(damaged.output)")
    #expect(damaged.output.contains("result of "))
    let repaired = try store(folder, "verify", "--repair")
    #expect(repaired.status == 0 && repaired.output.contains("moved to"), "\(repaired.output)")
    #expect(try store(folder, "verify").status == 0)
    try folder.remove("film.mp4")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0 && build.ran > 0)
    #expect(try folder.bytes("film.mp4") == film)
  }

  @Test("A collection spares what a recipe needs; the rest can be made again")
  func collection() throws {
    let folder = try builtFolder()
    try folder.write(Self.recipe("blue", path: "other.mp4"), to: "other.yaml")
    #expect(try folder.build("other.yaml").status == 0)
    let film = try folder.bytes("film.mp4")
    let dry = try store(
      folder, "gc", "--max-size", "0B", "--keep", "other.yaml", "--dry-run", "--json")
    let planned = try #require(try objects(dry.output).first)
    #expect(planned["dry_run"] as? Bool == true && (planned["artifacts"] as? Int ?? 0) > 0)
    let done = try store(folder, "gc", "--max-size", "0B", "--keep", "other.yaml", "--json")
    #expect(done.status == 0, "\(done.errors)")
    let summary = try #require(try objects(done.output).first)
    #expect(summary["artifacts"] as? Int == planned["artifacts"] as? Int)
    #expect(summary["remaining_bytes"] as? Int == summary["kept_bytes"] as? Int)
    try folder.remove("other.mp4")
    #expect(try folder.build("other.yaml").ran == 0)
    #expect(try store(folder, "gc", "--max-size", "0B").output.hasPrefix("collected "))
    #expect(try store(folder, "gc", "--max-size", "0B").output.hasPrefix("nothing to collect"))
    #expect(try store(folder, "verify").status == 0)
    try folder.remove("film.mp4")
    #expect(try folder.build("film.yaml").status == 0)
    #expect(try folder.bytes("film.mp4") == film)
  }

  @Test("A collection that is killed leaves a sound store")
  func killedCollection() throws {
    let folder = try builtFolder()
    let film = try folder.bytes("film.mp4")
    for milliseconds in [0, 1, 2, 3, 4, 6, 8, 12, 20] {
      #expect(try folder.build("film.yaml").status == 0)
      let running = try Program.reel.start(
        ["store", "gc", "--max-size", "0B", "--store", folder.path("store")], in: folder)
      usleep(UInt32(milliseconds * 1000))
      running.send(SIGKILL)
      _ = running.wait()
      let verified = try store(folder, "verify")
      #expect(verified.status == 0 && !verified.output.contains("damaged"), "\(verified.output)")
      try folder.remove("film.mp4")
      #expect(try folder.build("film.yaml").status == 0)
      #expect(try folder.bytes("film.mp4") == film)
    }
  }

  @Test("A build brings the store back under the profile's size")
  func automatic() throws {
    let folder = try builtFolder()
    try folder.write(Self.recipe("blue", path: "other.mp4"), to: "other.yaml")
    try folder.write("extends: speed_optimized\nstore_size_gb: 0.25", to: "small.yaml")
    // An artifact that nothing needs, too large for the limit, and not on the disk in truth.
    let name = String(repeating: "ab", count: 32)
    try FileManager.default.createDirectory(
      at: folder.url("store/cas/ab"), withIntermediateDirectories: true)
    try folder.write("", to: "store/cas/ab/\(name)")
    #expect(truncate(folder.path("store/cas/ab/\(name)"), 300_000_000) == 0)
    // A build that makes nothing deletes nothing.
    #expect(try folder.build("film.yaml", "--profile", "small.yaml").ran == 0)
    #expect(folder.exists("store/cas/ab/\(name)"))
    let build = try folder.build("other.yaml", "--profile", "small.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    let event = build.events.first { $0["event"] as? String == "collected" }
    #expect(event?["artifacts"] as? Int == 1 && event?["bytes"] as? Int == 300_000_000)
    #expect(!folder.exists("store/cas/ab/\(name)"))
    #expect(try folder.build("other.yaml").ran == 0)
    #expect(try folder.build("film.yaml").ran == 0)
  }

  @Test("Stores that cannot be used")
  func unusable() throws {
    let damages: [(String, (Folder) throws -> Void)] = [
      ("newer version", { try $0.write("reel store 9\n", to: "store/format") }),
      ("format", { try $0.write("nonsense", to: "store/format") }),
      (
        "lock",
        {
          try $0.remove("store/lock")
          try FileManager.default.createDirectory(
            at: $0.url("store/lock"), withIntermediateDirectories: false)
        }
      ),
      (
        "cas",
        {
          try $0.remove("store/cas")
          try $0.write("a file", to: "store/cas")
        }
      ),
    ]
    for (word, damage) in damages {
      let folder = try builtFolder()
      try damage(folder)
      let build = try folder.build("film.yaml")
      #expect(build.status == 3 && build.result.errors.contains(word), "\(build.result.errors)")
      let stats = try store(folder, "stats")
      #expect(stats.status == 3 && stats.errors.contains(word), "\(stats.errors)")
    }
  }
}
