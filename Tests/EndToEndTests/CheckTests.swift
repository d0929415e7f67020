import Foundation
import Testing

/// `reel build --check`.
@Suite("Reproducibility")
struct CheckTests {
  private static let recipe = """
    scenes:
      - { id: said, text: "Hello there.", clip: { gradient: [red, blue] }, transition: fade }
      - { id: end, clip: { color: navy }, duration: 2s }
    subtitles: { mode: [sidecar], formats: [srt] }
    outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
    """

  private func prepared() throws -> Folder {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    return folder
  }

  /// Paths and contents of everything in the store.
  private func store(_ folder: Folder) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let paths = FileManager.default.enumerator(atPath: folder.path("store"))?.allObjects
    for path in try #require(paths as? [String]) {
      // LMDB keeps a table of its readers there.
      if path.hasSuffix("lock.mdb") { continue }
      files[path] = (try? folder.bytes("store/" + path)) ?? Data()
    }
    return files
  }

  @Test("A film is made again with the same bytes, and the store stays as it is")
  func same() throws {
    let folder = try prepared()
    let first = try folder.build("film.yaml")
    #expect(first.status == 0)
    let before = try store(folder)
    let check = try folder.build("--check", "film.yaml")
    #expect(check.status == 0, "\(check.result.errors)")
    let lines = check.result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("film.mp4: the same bytes; it decodes whole, "))
    #expect(lines.last?.hasPrefix("reproducible: ") == true)
    let event = try #require(check.events.last)
    #expect(event["event"] as? String == "checked" && event["ok"] as? Bool == true)
    #expect(event["compared"] as? Int ?? 0 > first.stages)
    let film = try #require((event["films"] as? [[String: Any]])?.first)
    #expect(film["pictures"] as? Int ?? 0 > 20 && film["sound_blocks"] as? Int ?? 0 > 20)
    #expect(check.events.count { $0["event"] as? String == "finished" } == 1)
    #expect(try store(folder) == before)
  }

  @Test("The second build takes another number of jobs, and a folder that it leaves as it was")
  func folders() throws {
    let folder = try prepared()
    let one = try folder.build("--check", "-j", "1", "--check-store", "elsewhere", "film.yaml")
    #expect(one.status == 0, "\(one.result.errors)")
    #expect(one.events.last?["jobs"] as? Int == 2)
    #expect(!folder.exists("elsewhere"))
    let two = try folder.build("--check", "-j", "2", "film.yaml")
    #expect(two.events.last?["jobs"] as? Int == 1)
    try FileManager.default.createDirectory(
      at: folder.url("kept"), withIntermediateDirectories: true)
    #expect(try folder.build("--check", "--check-store", "kept", "film.yaml").status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("kept")).isEmpty)
    try folder.write("mine", to: "kept/notes.txt")
    let refused = try folder.build("--check", "--check-store", "kept", "film.yaml")
    #expect(refused.status == 2 && refused.result.errors.contains("is not empty"))
    #expect(folder.exists("kept/notes.txt"))
    #expect(try folder.build("--check-store", "kept", "film.yaml").status == 2)
    #expect(try folder.build("--check", "--dry-run", "film.yaml").status == 2)
  }

  @Test("A stage that gives other bytes is named, and what that changes in the film")
  func differing() throws {
    let folder = try Folder()
    try folder.write(
      """
      scenes: [{ id: only, title: "AVATAR To", clip: { color: red }, duration: 1s }]
      outputs: [{ path: film.mp4, resolution: 640x360, fps: 10 }]
      """, to: "film.yaml")
    // A worker whose text depends on something that is in no key.
    try folder.write(
      """
      #!/bin/sh
      if [ -e '\(folder.path("fickle"))' ]; then export HB_SHAPER_LIST=fallback; fi
      exec '\(Program.root)/.build/release/reel-worker'

      """, to: "worker")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("worker"))
    let arguments = [
      "build", "--store", folder.path("store"), "--progress", "none", "film.yaml",
    ]
    let environment = ["REEL_WORKER": folder.path("worker")]
    let first = try Program.reel.run(arguments, in: folder, environment: environment)
    #expect(first.status == 0, "\(first.errors)")
    try folder.write("", to: "fickle")
    let check = try Program.reel.run(
      arguments + ["--check", "--json", "events"], in: folder, environment: environment)
    #expect(check.status == 1, "\(check.errors)")
    #expect(check.output.contains("differs: segment only/body.0, from the same inputs\n"))
    #expect(
      check.output.contains("film.mp4: bytes differ, and so does the picture at 0.000000 s first\n")
    )
    let last = check.output.split(separator: "\n").last ?? ""
    #expect(last.hasPrefix("not reproducible: segment only/body.0 is the first that differs"))
    let line = try #require(
      String(decoding: folder.bytes("events"), as: UTF8.self).split(separator: "\n").last)
    let event = try #require(
      JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(event["ok"] as? Bool == false)
    let difference = try #require((event["differences"] as? [[String: Any]])?.first)
    #expect(difference["stage"] as? String == "segment" && difference["offset"] as? Int != nil)
  }

  @Test("An interrupt ends the check, and leaves nothing behind")
  func interrupted() throws {
    let folder = try prepared()
    try folder.write(
      Self.recipe.replacing("128x72", with: "1080p").replacing("2s", with: "20s"),
      to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    let running = try Program.reel.start(
      [
        "build", "--check", "--store", folder.path("store"), "--progress", "none", "film.yaml",
      ], in: folder)
    usleep(1_000_000)
    running.send(SIGINT)
    let result = running.wait()
    #expect(result.status == 130, "\(result.errors)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path("store/tmp"))
    #expect(left.isEmpty, "\(left)")
  }

  @Test("A recipe that does not build is not checked")
  func failing() throws {
    let folder = try prepared()
    try folder.write(
      "scenes: [{ clip: missing.mp4, duration: 1s }]\noutputs: [{ path: film.mp4 }]",
      to: "bad.yaml")
    #expect(try folder.build("--check", "bad.yaml").status == 2)
  }
}
