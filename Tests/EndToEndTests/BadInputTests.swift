import Foundation
import Testing

/// Everything that can be wrong with what a user gives: one clear message, the right exit status,
/// no half-written output, and a store that the next good build can use.
@Suite("Bad input")
struct BadInputTests {
  private static let good = """
    scenes: [{ clip: { color: red }, duration: 1s }]
    outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
    """

  private func expectFailure(
    _ recipe: String, status: Int32, says words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try Folder()
    try folder.write(recipe, to: "film.yaml")
    try folder.write("this is no media", to: "text.mp4")
    let build = try folder.build("film.yaml")
    #expect(build.status == status, "\(build.result.errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        build.result.errors.contains(word), "\(build.result.errors)",
        sourceLocation: sourceLocation)
    }
    #expect(!folder.exists("film.mp4"), sourceLocation: sourceLocation)
    try folder.write(Self.good, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0, sourceLocation: sourceLocation)
    #expect(folder.exists("film.mp4"), sourceLocation: sourceLocation)
  }

  @Test("A wrong recipe: all errors at once, with their places")
  func wrongRecipe() throws {
    try expectFailure(
      "scenes:\n  - { txt: Hello, duration: 3x }\noutputs: [{ path: film.mp4, fps: 1000 }]",
      status: 2,
      says: ["film.yaml:2:7: error", "did you mean 'text'?", "film.yaml:2:29", "film.yaml:3:"])
  }

  @Test("A missing file")
  func missingFile() throws {
    try expectFailure(
      "scenes: [{ clip: nowhere.mp4 }]\noutputs: [{ path: film.mp4 }]", status: 2,
      says: ["film.yaml:1:18", "nowhere.mp4"])
  }

  @Test("A file that is no media")
  func noMedia() throws {
    try expectFailure(
      "scenes: [{ clip: text.mp4 }]\noutputs: [{ path: film.mp4 }]", status: 1,
      says: ["text.mp4", "no media", "film.yaml:1:18"])
  }

  @Test("An unknown voice")
  func unknownVoice() throws {
    try expectFailure(
      """
      narration: { voice: nobody }
      scenes: [{ text: "Hello." }]
      outputs: [{ path: film.mp4 }]
      """, status: 1, says: ["nobody", "film.yaml:1:21"])
  }

  @Test("What cannot be spoken, and a font that is not there")
  func words() throws {
    try expectFailure(
      "scenes: [{ text: \"…\" }]\noutputs: [{ path: film.mp4 }]", status: 1,
      says: ["film.yaml:1:18: error: there is nothing"])
    try expectFailure(
      """
      scenes: [{ duration: 1s, title: { text: A, font: Noto Sanz } }]
      outputs: [{ path: film.mp4 }]
      """, status: 2,
      says: ["film.yaml:1:50: error: no font 'Noto Sanz' is installed", "mean 'Noto Sans'?"])
  }

  @Test("A store that cannot be written")
  func unwritableStore() throws {
    let folder = try Folder()
    try folder.write(Self.good, to: "film.yaml")
    try folder.write("a file", to: "store")
    let build = try folder.build("film.yaml")
    #expect(build.status == 3)
    #expect(build.result.errors.contains("store"))
    #expect(!folder.exists("film.mp4"))
  }

  @Test("An output that cannot be placed")
  func unwritableOutput() throws {
    let folder = try Folder()
    try folder.write(Self.good, to: "film.yaml")
    let build = try folder.build("film.yaml", "--output-dir", "/proc/nowhere")
    #expect(build.status == 3, "\(build.result.errors)")
  }

  @Test("What stands where a film is to be is told before anything runs")
  func outputPlaces() throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      at: folder.url("folder.mp4"), withIntermediateDirectories: false)
    try folder.write(
      """
      scenes: [{ duration: 1s }]
      outputs: [{ path: folder.mp4 }, { path: film.yaml/film.mp4 }]
      """, to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == 3)
    #expect(
      build.result.errors.split(separator: "\n").filter { $0.contains("error") } == [
        "film.yaml:2:19: error: folder.mp4 cannot be written: it is a folder",
        "film.yaml:2:41: error: film.yaml/film.mp4 cannot be written: film.yaml is no folder",
      ], "\(build.result.errors)")
  }

  @Test("Nothing that a build reads is overwritten by what it writes")
  func overwriting() throws {
    let folder = try Folder()
    let clip = try Data(
      contentsOf: URL(filePath: Program.root + "/recipes/assets/waves.mp4"))
    try clip.write(to: folder.url("clip.mp4"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("here"), withDestinationPath: ".")
    for (output, shown) in [
      ("clip.mp4", "clip.mp4"), ("./clip.mp4", "clip.mp4"), ("here/clip.mp4", "here/clip.mp4"),
      // Folders that are not there yet would be made.
      ("none/../clip.mp4", "clip.mp4"), ("a/b/../../clip.mp4", "clip.mp4"),
    ] {
      let recipe = "scenes: [{ clip: clip.mp4, duration: 1s }]\noutputs: [{ path: \(output) }]"
      try folder.write(recipe, to: "film.yaml")
      let build = try folder.build("film.yaml")
      #expect(build.status == 2)
      #expect(
        build.result.errors.hasPrefix(
          "film.yaml:2:19: error: the output \(shown) would overwrite "
            + "clip.mp4; give it another name\n"), "\(build.result.errors)")
      #expect(build.result.errors.contains("\nfilm.yaml:1:18: note: it is read here\n"))
      #expect(try folder.bytes("clip.mp4") == clip)
    }
    try folder.write(
      """
      stages: [{ id: cut, run: "cp $in $out", inputs: [clip.mp4], outputs: [a.mp4] }]
      scenes: [{ clip: { stage: cut }, duration: 1s }]
      outputs: [{ path: clip.mp4 }]
      """, to: "film.yaml")
    let read = try folder.build("film.yaml").result.errors
    #expect(read.contains("film.yaml:3:19: error: the output clip.mp4 would overwrite"), "\(read)")
    #expect(read.contains("\nfilm.yaml:1:50: note: it is read here\n"), "\(read)")
    try folder.write(Self.good, to: "film.yaml")
    for option in ["--json", "--trace", "--report"] {
      let result = try Program.reel.run(["build", "film.yaml", option, "film.yaml"], in: folder)
      #expect(result.status == 2)
      #expect(try folder.bytes("film.yaml") == Data(Self.good.utf8))
    }
    try folder.write(
      "scenes: [{ duration: 1s }]\noutputs: [{ path: a.mp4 }, { path: here/a.mp4 }]",
      to: "film.yaml")
    let twice = try folder.build("film.yaml")
    #expect(twice.status == 2)
    #expect(twice.result.errors.contains("film.yaml:2:36: error: the output here/a.mp4 would be"))
    try folder.write("1\n00:00:00,000 --> 00:00:01,000\nWords\n", to: "a.srt")
    try folder.write(
      """
      scenes: [{ duration: 1s }]
      subtitles: { path: a.srt, mode: sidecar }
      outputs: [{ path: a.mp4 }]
      """, to: "film.yaml")
    let sidecar = try folder.build("film.yaml")
    #expect(sidecar.status == 2)
    #expect(sidecar.result.errors.contains("film.yaml:3:19: error: the output a.srt would overw"))
  }

  @Test("Faults of different kinds are told together, in the order of their places")
  func manyFaults() throws {
    let folder = try Folder()
    try folder.write("", to: "clip.mp4")
    try FileManager.default.createDirectory(
      at: folder.url("folder"), withIntermediateDirectories: false)
    let places = { (text: String) in
      text.split(separator: "\n").filter { $0.contains(": error: ") }
        .map { $0.split(separator: " ")[0] }
    }
    // One of them is found when the recipe is read,
    try folder.write(
      """
      scenes:
        - { clip: clop.mp4, duration: 1s }
        - { clip: clip.mp4, durations: 1s }
        - { clip: { file: clip.mp4 }, background: folder }
      music: no/bed.ogg
      outputs: [{ path: clip.mp4, fps: fast }]
      """, to: "film.yaml")
    let read = try folder.build("film.yaml", "--profile", "slow")
    #expect(read.status == 2)
    let errors = read.result.errors
    #expect(
      places(errors) == [
        "film.yaml:3:23:", "film.yaml:4:15:", "film.yaml:6:34:",
      ], "\(errors)")
    #expect(errors.contains("there is no profile 'slow'"), "\(errors)")
    let again = try folder.build("film.yaml").result.errors
    #expect(
      places(again) == [
        "film.yaml:2:13:", "film.yaml:3:23:", "film.yaml:4:15:", "film.yaml:4:45:",
        "film.yaml:5:8:", "film.yaml:6:19:", "film.yaml:6:34:",
      ], "\(again)")
    #expect(again.contains("'clop.mp4' cannot be read: no such file\n"), "\(again)")
    #expect(again.contains("did you mean 'clip.mp4'?"), "\(again)")
    #expect(again.contains("'folder' cannot be read: it is a folder\n"), "\(again)")
    // these when it is compiled.
    try folder.write(
      """
      scenes:
        - { clip: clop.mp4, duration: 1s }
        - { clip: clip.mp4, duration: 1s, title: { text: A, font: Nobody's } }
      outputs: [{ path: clip.mp4 }, { path: a.mp4 }]
      """, to: "film.yaml")
    let compiled = try folder.build("film.yaml").result.errors
    #expect(
      places(compiled) == ["film.yaml:2:13:", "film.yaml:3:61:", "film.yaml:4:19:"], "\(compiled)")
  }

  @Test("A full disk")
  func fullDisk() throws {
    let folder = try Folder()
    try folder.write(
      """
      scenes: [{ clip: { gradient: ["#102030", "#F0A060"], angle: 30 }, effect: zoom-in, duration: 8s }]
      outputs: [{ path: film.mp4, resolution: 720p }]
      """, to: "film.yaml")
    try FileManager.default.createDirectory(
      at: folder.url("small"), withIntermediateDirectories: true)
    let mount = try Program.find("mount").run(
      ["-t", "tmpfs", "-o", "size=200k", "tmpfs", folder.path("small")], in: folder)
    guard mount.status == 0 else {
      print("skipped: no file system can be mounted here")
      return
    }
    defer { _ = try? Program.find("umount").run(["-l", folder.path("small")], in: folder) }
    let result = try Program.reel.run(
      [
        "build", "--store", folder.path("small/store"), "--profile", "quality_optimized",
        "--progress", "none", "film.yaml",
      ], in: folder)
    #expect(result.status == 3, "\(result.errors)")
    #expect(result.errors.contains("space"), "\(result.errors)")
    #expect(!folder.exists("film.mp4"))
  }

  @Test(
    "Command lines that mean nothing",
    arguments: [
      (["biuld"], "did you mean 'build'?"), (["build", "--jsom", "x"], "did you mean '--json'?"),
      (["build", "--progress", "fancier"], "one of auto, plain, fancy, none"),
      (["build", "-j", "0"], "a number from 1"), (["build"], "wants a recipe"),
      (["build", "film.yaml", "--set", "x"], "NAME=VALUE"), (["explain"], "wants a node"),
      (["schema", "recipes"], "did you mean 'recipe'?"), (["store"], "stats"),
      (["profiles", "fast"], "there is no profile 'fast'"),
    ])
  func usage(arguments: [String], message: String) throws {
    let folder = try Folder()
    let result = try Program.reel.run(arguments, in: folder)
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
