import BenchSupport
import Foundation

/// A film of many scenes that no machine could render, built by a worker that answers at once, and
/// the same graph for ninja and make.
struct Project {
  let folder: String
  private let programs: String
  private let scenes: Int
  private(set) var rivals = false

  /// Every second scene shows a picture of its own, so that there are files to look at.
  static let scenesWithoutPicture = 2

  /// Nodes of a scene, as the compiler makes them: speech, mix, body, join, and for every second
  /// one the probe of its picture.
  private static let nodesOfScene = 4.5

  /// - Parameter nodes: About how many nodes the graph is to have.
  init(nodes: Int, in parent: String, programs: String) throws {
    folder = "\(parent)/reel-bench-\(nodes)-\(getpid())"
    scenes = max(Int(Double(nodes) / Self.nodesOfScene), 2)
    self.programs = programs
    try FileManager.default.createDirectory(
      atPath: folder + "/pictures", withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes everything and builds it once.
  mutating func prepare(withRivals: Bool) throws {
    try write(recipe, to: "film.yaml")
    for scene in stride(from: 1, through: scenes, by: Self.scenesWithoutPicture) {
      try write("picture \(scene)\n", to: "pictures/\(scene).png")
    }
    _ = try run(reel)
    rivals = withRivals
    guard withRivals else { return }
    let file = try GraphFile(contentsOf: try graph())
    try write(file.ninja, to: "build.ninja")
    try write(file.makefile, to: "Makefile")
    try FileManager.default.createDirectory(
      atPath: folder + "/out", withIntermediateDirectories: true)
    _ = try run(ninja)
    _ = try run(make)
  }

  /// `reel build` as a person would run it.
  let reel = ["reel", "build", "film.yaml", "--store", "store", "--progress", "none"]
  /// The same with an account of every stage, which needs a look at every stage.
  let reelWithEvents = [
    "reel", "build", "film.yaml", "--store", "store", "--progress", "none", "--json", "/dev/null",
  ]
  let ninja = ["ninja", "--quiet"]
  let make = ["make", "--silent"]

  func run(_ words: [String], output: String = "/dev/null") throws -> TimedProcess {
    var words = words
    if words[0] == "reel" { words[0] = programs + "/reel" }
    return try TimedProcess(
      words, in: folder,
      environment: [
        "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(folder)",
        "REEL_WORKER=\(programs)/stand-in-worker",
      ], output: output)
  }

  /// The number of nodes that the graph has.
  func nodes() throws -> Int { try GraphFile(contentsOf: graph()).nodes.count }

  private func graph() throws -> String {
    let path = folder + "/graph.json"
    if !FileManager.default.fileExists(atPath: path) {
      _ = try run(
        ["reel", "graph", "film.yaml", "--store", "store", "--format", "json"], output: path)
    }
    return path
  }

  private var recipe: String {
    var text = """
      title: A film of \(scenes) scenes
      defaults: { scene: { effect: zoom-in }, transition: { name: fade, duration: 0.5s } }
      subtitles: { mode: [burn, sidecar], formats: [srt, vtt], style: { highlight: word } }
      outputs: [{ path: film.mp4, resolution: 720p, fps: 30 }]
      scenes:

      """
    for scene in 1...scenes {
      text += "  - text: \"This is scene number \(scene), and it says a few words of its own.\"\n"
      let isPicture = scene % Self.scenesWithoutPicture == 1
      text +=
        isPicture
        ? "    clip: pictures/\(scene).png\n"
        : "    clip: { gradient: [\"#\(100_000 + scene * 7919 % 800_000)\", \"#2B4C7E\"] }\n"
    }
    return text
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }
}
