import Foundation
import Testing

/// The same inputs give the same bytes: in another order, on another processor.
@Suite("The same bytes")
struct SameBytesTests {
  private static let recipe = """
    title: The same bytes
    narration: { padding: 0.1s }
    defaults: { scene: { duration: 1.2s, effect: zoom-in }, transition: { name: radial, duration: 0.3s } }
    scenes:
      - { text: "A valley in the morning.", clip: assets/valley.jpg, duration: 2s, transition: zoomin }
      - { clip: { path: assets/waves.mp4, volume: 0.5 }, transition: { name: hblur, duration: 0.4s } }
      - { title: { text: Title, subtitle: small }, clip: { gradient: [navy, teal, white], angle: 30 } }
      - clip: { path: assets/night.jpg, fit: blur }
        overlays: [{ path: assets/mark.png, position: top-left, opacity: 0.7 }]
        transition: fadefast
      - { clip: { path: assets/waves.mp4, volume: 0 }, fit: blur, effect: pan-left }
    music: { path: assets/bed.ogg, volume: -12dB }
    subtitles: { mode: [burn, sidecar, soft], style: { highlight: word } }
    outputs: [{ path: film.mp4, resolution: 320x180, fps: 25 }]

    """

  private func folder(recipe: String) throws -> Folder {
    let folder = try Folder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("assets"), withDestinationPath: Program.root + "/recipes/assets")
    try folder.write(recipe, to: "film.yaml")
    return folder
  }

  /// A worker that does without vector instructions, and without the C library's functions that
  /// use them.
  private func plainWorker(_ folder: Folder) throws -> String {
    let names = ["AVX", "AVX2", "AVX512F", "FMA", "FMA4", "SSE4_1", "ERMS"].map { "-" + $0 }
    try folder.write(
      """
      #!/bin/sh
      export GLIBC_TUNABLES=glibc.cpu.hwcaps=\(names.joined(separator: ","))
      exec '\(Program.root)/.build/release/reel-worker' --plain-processor

      """, to: "plain-worker")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("plain-worker"))
    return folder.path("plain-worker")
  }

  private func build(
    _ folder: Folder, store: String, jobs: Int, worker: String? = nil
  ) throws -> (film: Data, captions: Data) {
    let result = try Program.reel.run(
      [
        "build", "--store", folder.path(store), "--progress", "none", "-j", "\(jobs)", "film.yaml",
      ], in: folder, environment: worker.map { ["REEL_WORKER": $0] } ?? [:])
    try #require(result.status == 0, "\(result.errors)")
    let files = (try folder.bytes("film.mp4"), try folder.bytes("film.srt"))
    try folder.remove("film.mp4")
    return files
  }

  @Test("From two empty stores, with one job and with two")
  func jobs() throws {
    let folder = try folder(recipe: Self.recipe)
    let one = try build(folder, store: "one", jobs: 1)
    let two = try build(folder, store: "two", jobs: 2)
    #expect(one == two)
  }

  @Test(
    "On a processor with vector instructions, and on one without", arguments: ["espeak", "flite"])
  func processors(engine: String) throws {
    let recipe = Self.recipe.replacingOccurrences(
      of: "padding: 0.1s", with: "padding: 0.1s, engine: \(engine)")
    let folder = try folder(recipe: recipe)
    let usual = try build(folder, store: "usual", jobs: 2)
    let plain = try build(folder, store: "plain", jobs: 2, worker: plainWorker(folder))
    #expect(usual.captions == plain.captions)
    #expect(usual.film == plain.film)
  }
}
