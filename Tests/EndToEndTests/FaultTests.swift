import Foundation
import Testing

/// Builds that are killed or interrupted, and stores that are damaged: nothing may be lost or
/// come out wrong.
@Suite("Faults")
struct FaultTests {
  private static let recipe = """
    scenes:
      - { text: "The first of two sentences. And the second.", clip: { gradient: [red, blue] }, effect: zoom-in, transition: fade }
      - { title: "End", clip: { color: navy }, duration: 4s }
    outputs: [{ path: film.mp4, resolution: 640x360, fps: 30 }]
    """

  /// What an undisturbed build makes.
  private func reference() throws -> Data {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    return try folder.bytes("film.mp4")
  }

  /// The artifacts of the folder's store, as paths below `store/cas`, sorted.
  private func artifacts(in folder: Folder) throws -> [String] {
    try #require(
      FileManager.default.enumerator(atPath: folder.path("store/cas"))?.allObjects as? [String]
    ).filter { $0.count > 60 }.sorted()
  }

  private func start(_ folder: Folder) throws -> Program.Running {
    try Program.reel.start(
      ["build", "--store", folder.path("store"), "--progress", "none", "film.yaml"], in: folder)
  }

  @Test("Killed at any moment, the next build makes the same film")
  func killed() throws {
    let expected = try reference()
    for milliseconds in [20, 60, 120, 250, 400, 600] {
      let folder = try Folder()
      try folder.write(Self.recipe, to: "film.yaml")
      let running = try start(folder)
      usleep(UInt32(milliseconds * 1000))
      running.send(SIGKILL)
      _ = running.wait()
      let build = try folder.build("film.yaml")
      #expect(build.status == 0, "\(build.result.errors)")
      #expect(try folder.bytes("film.mp4") == expected, "killed after \(milliseconds) ms")
    }
  }

  @Test("An interrupt ends the build soon, with its own exit status")
  func interrupted() throws {
    let folder = try Folder()
    try folder.write(
      Self.recipe.replacing("640x360", with: "2160p").replacing("4s", with: "60s"), to: "film.yaml")
    let running = try start(folder)
    usleep(1_500_000)
    running.send(SIGINT)
    let result = running.wait()
    #expect(result.status == 130, "\(result.errors)")
    #expect(result.seconds < 15)
    #expect(!folder.exists("film.mp4"))
    #expect(result.output.contains("interrupted"))
  }

  @Test("Damaged and missing artifacts are made again")
  func damage() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    let expected = try folder.bytes("film.mp4")
    let artifacts = try artifacts(in: folder)
    #expect(artifacts.count > 5)
    for (index, artifact) in artifacts.enumerated() {
      let path = "store/cas/" + artifact
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: folder.path(path))
      if index % 2 == 0 {
        try folder.remove(path)
      } else {
        let half = try folder.bytes(path)
        try half.prefix(half.count / 2).write(to: folder.url(path))
      }
    }
    try folder.remove("film.mp4")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    #expect(try folder.bytes("film.mp4") == expected)
  }

  @Test("An artifact whose bytes changed in place never leaves the store")
  func changedBytes() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    let expected = try folder.bytes("film.mp4")
    let artifacts = try artifacts(in: folder)
    for artifact in artifacts {
      let path = "store/cas/" + artifact
      var bytes = try folder.bytes(path)
      guard bytes.count > 200 else { continue }
      for index in 0..<8 { bytes[index] ^= 0x5A }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: folder.path(path))
      try bytes.write(to: folder.url(path))
    }
    try folder.remove("film.mp4")
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    #expect(build.ran > 1)
    #expect(try folder.bytes("film.mp4") == expected)
  }

  @Test("Two builds at once on one store both make the film")
  func sideBySide() throws {
    let expected = try reference()
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    let options = ["build", "--store", folder.path("store"), "--progress", "none", "film.yaml"]
    let both = try ["a", "b"].map {
      try Program.reel.start(options + ["--output-dir", folder.path($0)], in: folder)
    }
    for running in both {
      let result = running.wait()
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try folder.bytes("a/film.mp4") == expected)
    #expect(try folder.bytes("b/film.mp4") == expected)
  }

  @Test("What a killed build has left beside an output goes, even if the output is in its place")
  func draftBesideDelivered() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    try folder.write("half a film", to: ".film.mp4.4000000.1")
    let again = try folder.build("film.yaml")
    #expect(again.status == 0 && again.ran == 0)
    #expect(throws: (any Error).self) { try folder.bytes(".film.mp4.4000000.1") }
  }

  @Test("An index of garbage costs time only")
  func garbageIndex() throws {
    let folder = try Folder()
    try folder.write(Self.recipe, to: "film.yaml")
    #expect(try folder.build("film.yaml").status == 0)
    let expected = try folder.bytes("film.mp4")
    try Data(repeating: 0x5A, count: 40_000).write(to: folder.url("store/index/data.mdb"))
    let build = try folder.build("film.yaml")
    #expect(build.status == 0, "\(build.result.errors)")
    #expect(build.ran > 0)
    #expect(try folder.bytes("film.mp4") == expected)
  }
}
