import Foundation
import Testing

/// A film of many narrated scenes, edited.
@Suite("Edits")
struct IncrementalTests {
  private static func recipe(_ texts: [String]) -> String {
    """
    title: Sixty scenes
    defaults: { scene: { effect: zoom-in }, transition: { name: fade, duration: 0.4s } }
    narration: { padding: 0.1s }
    subtitles: { mode: [burn, sidecar], formats: [srt, vtt], style: { highlight: word } }
    scenes:
    \(texts.enumerated().map { index, text in
      """
        - text: "\(text)"
          clip: { gradient: ["#1020\(30 + index % 60)", "#60\(20 + index % 70)90"] }
      """
    }.joined(separator: "\n"))
    outputs: [{ path: film.mp4, resolution: 256x144, fps: 15 }]
    """
  }

  private static let texts = (1...60).map { "Sentence number \($0)." }

  @Test("Of sixty scenes, one text changed, two swapped, a space added")
  func sixtyScenes() throws {
    let folder = try Folder()
    try folder.write(Self.recipe(Self.texts), to: "film.yaml")
    let first = try folder.build("film.yaml")
    #expect(first.status == 0, "\(first.result.errors)")
    let original = try folder.bytes("film.mp4")

    var edited = Self.texts
    edited[20] = "Sentence number twenty one has been made a good deal longer."
    try folder.write(Self.recipe(edited), to: "film.yaml")
    let change = try folder.build("film.yaml")
    #expect(change.ran > 0 && change.ran <= 24, "\(change.ranStages)")
    #expect(change.ranStages.filter { $0.hasPrefix("speech") } == ["speech scene21/speech.1"])
    for stage in change.ranStages where stage.hasPrefix("segment") {
      #expect(stage.contains("scene21"), "\(stage)")
    }
    let film = FilmCheck(folder: folder, name: "film.mp4")
    try film.decodesStrictly()
    try film.hasEvenTimes()
    try film.endsTogether()

    edited = Self.texts
    edited.swapAt(4, 30)
    try folder.write(Self.recipe(edited), to: "film.yaml")
    let swap = try folder.build("film.yaml")
    #expect(!swap.ranStages.contains { $0.hasPrefix("speech") }, "\(swap.ranStages)")

    edited = Self.texts
    edited[7] += "  "
    try folder.write(Self.recipe(edited), to: "film.yaml")
    let space = try folder.build("film.yaml")
    #expect(space.ran == 0, "\(space.ranStages)")
    #expect(try folder.bytes("film.mp4") == original)
  }

  @Test("Another profile makes another film, and going back runs nothing")
  func profiles() throws {
    let folder = try Folder()
    try folder.write(Self.recipe(Array(Self.texts.prefix(3))), to: "film.yaml")
    let first = try folder.build("film.yaml")
    let bytes = try folder.bytes("film.mp4")
    let constrained = try folder.build("film.yaml", "--profile", "resource_constrained")
    #expect(constrained.ran > 0)
    #expect(!constrained.ranStages.contains { $0.hasPrefix("speech") })
    // One job at a time: no stage starts before the one before it has finished.
    var running = 0
    for event in constrained.events {
      if event["event"] as? String == "stage_started" { running += 1 }
      if event["event"] as? String == "stage_finished" { running -= 1 }
      #expect(running <= 1)
    }
    #expect(try folder.bytes("film.mp4") != bytes)
    let back = try folder.build("film.yaml")
    #expect(back.ran == 0 && back.stages == first.stages)
    #expect(try folder.bytes("film.mp4") == bytes)
  }

  @Test("The project's folder, key order and ids make nothing new")
  func elsewhere() throws {
    let folder = try Folder()
    for name in ["one", "two"] {
      try FileManager.default.createDirectory(
        at: folder.url(name), withIntermediateDirectories: true)
    }
    try folder.write(
      """
      scenes:
        - { id: a, text: "One sentence.", clip: { color: navy }, transition: wipeleft }
        - { title: "Two", duration: 1s }
      outputs: [{ path: film.mp4, resolution: 256x144, fps: 15 }]
      """, to: "one/film.yaml")
    #expect(try folder.build("one/film.yaml").status == 0)
    try folder.write(
      """
      outputs:
        - fps: 15
          resolution: 256x144
          path: film.mp4
      scenes:
        - { transition: wipeleft, clip: { color: "#000080" }, text: One sentence., id: other }
        - { duration: 1000ms, title: Two, id: more }
      """, to: "two/film.yaml")
    let second = try folder.build("two/film.yaml")
    #expect(second.status == 0 && second.ran == 0, "\(second.ranStages)")
    #expect(try folder.bytes("one/film.mp4") == folder.bytes("two/film.mp4"))
  }
}
