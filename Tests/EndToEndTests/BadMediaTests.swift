import Foundation
import Testing

/// Media files that cannot be used, wherever a recipe names them: the message names the file, the
/// reason, and each place that names it, and nothing hangs.
@Suite("Bad media", .timeLimit(.minutes(3)))
struct BadMediaTests {
  /// Made of a good film: its end is missing.
  private static func cutClip(in folder: Folder) throws {
    let whole = try Data(contentsOf: URL(filePath: Program.root + "/recipes/assets/waves.mp4"))
    try whole.prefix(whole.count * 6 / 10).write(to: folder.url("cut.mp4"))
  }

  private func failure(
    _ recipe: String, says words: [String], status: Int32 = 1, prepare: (Folder) throws -> Void,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try Folder()
    try prepare(folder)
    try folder.write(recipe, to: "film.yaml")
    let build = try folder.build("film.yaml")
    #expect(build.status == status, "\(build.result.errors)", sourceLocation: sourceLocation)
    #expect(build.result.seconds < 60, sourceLocation: sourceLocation)
    for word in words {
      #expect(
        build.result.errors.contains(word), "no \(word) in\n\(build.result.errors)",
        sourceLocation: sourceLocation)
    }
    #expect(!folder.exists("film.mp4"), sourceLocation: sourceLocation)
  }

  @Test("A clip of several scenes: every place")
  func clip() throws {
    try failure(
      """
      scenes:
        - { clip: cut.mp4, duration: 1s }
        - { clip: { color: red }, duration: 1s }
        - { clip: { path: cut.mp4, fit: contain }, duration: 1s }
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, says: ["cut.mp4", "cut short", "film.yaml:2:13", "film.yaml:4:21"],
      prepare: Self.cutClip)
  }

  @Test("Each file once, with its reason at the place that names it", arguments: ["-k", "-j1"])
  func reasons(option: String) throws {
    let folder = try Folder()
    let boxes =
      Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data([0, 0, 2, 0])
      + Data("isomiso2".utf8) + Data([0, 0, 0, 16]) + Data("mdat".utf8) + Data(count: 8)
    try boxes.write(to: folder.url("cut.mp4"))
    try folder.write("no film", to: "words.mp4")
    try folder.write("", to: "words.mp4.old")
    try folder.write(
      """
      scenes:
        - { id: hook, clip: words.mp4, duration: 1s, narration: { path: cut.mp4 } }
        - { clip: cut.mp4, duration: 1s }
        - { clip: words.mp4.old, duration: 1s }
        - { clip: words.mp4, duration: 1s }
      music: cut.mp4
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let build = try folder.build("film.yaml", option)
    #expect(build.status == 1)
    let errors = build.result.errors
    let lines = errors.split(separator: "\n")
    let invalid = "Invalid data found when processing input"
    for line in [
      "film.yaml:2:23: error: words.mp4 is no media file: it holds text",
      "film.yaml:5:13: note: scene4 needs it too",
      "film.yaml:4:13: error: words.mp4.old is empty",
      "film.yaml:2:67: error: cut.mp4 is no media file, or it is cut short (\(invalid)): "
        + "mov,mp4,m4a,3gp,3g2,mj2: moov atom not found",
      "film.yaml:3:13: note: scene2 needs it too", "film.yaml:6:8: note: it is needed here too",
    ] {
      #expect(lines.count { $0 == line } == 1, "\(line) in\n\(errors)")
    }
    #expect(lines.count { $0.contains(": error: ") } == 3, "\(errors)")
    let failures = build.events.filter { $0["event"] as? String == "stage_failed" }
    let old = try #require(failures.first { ($0["name"] as? String)?.hasSuffix(".old") == true })
    let places = try #require(old["places"] as? [[String: Any]])
    #expect(places.map { $0["file"] as? String } == ["film.yaml"])
    #expect(places.map { $0["line"] as? Int } == [4] && places.map { $0["column"] as? Int } == [13])
  }

  @Test("What is silent is blamed where it was to be heard, a voice where it is named")
  func needs() throws {
    let folder = try Folder()
    try Data(contentsOf: URL(filePath: Program.root + "/recipes/assets/dawn.jpg"))
      .write(to: folder.url("dawn.jpg"))
    try folder.write(
      """
      scenes:
        - { clip: dawn.jpg, duration: 1s, text: One. }
        - { clip: { color: red }, text: Two. }
      narration: { voice: xx-nobody }
      music: dawn.jpg
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let errors = try folder.build("film.yaml", "-k").result.errors
    #expect(
      errors.contains("film.yaml:5:8: error: dawn.jpg is a picture and holds no sound\n"),
      "\(errors)")
    #expect(errors.ranges(of: "film.yaml:4:21: error: espeak has no voice").count == 1, "\(errors)")
    #expect(errors.contains("speech.1: for the same reason\n"), "\(errors)")
    #expect(!errors.contains("film.yaml:2"), "\(errors)")
  }

  @Test("A table of colours is read before anything is drawn")
  func tables() throws {
    let folder = try Folder()
    let asset = try Data(contentsOf: URL(filePath: Program.root + "/recipes/assets/dawn.jpg"))
    try asset.write(to: folder.url("dawn.jpg"))
    try folder.write("LUT_3D_SIZE 2\n0 0 0\n1 0 0\n0 1 x\n", to: "bad.cube")
    try folder.write(
      """
      scenes:
        - { clip: { path: dawn.jpg, lut: bad.cube }, duration: 1s }
        - { clip: dawn.jpg, duration: 1s, overlays: [{ path: dawn.jpg, lut: bad.cube }] }
        - { clip: { path: dawn.jpg, lut: { stage: table } }, duration: 1s }
        - { clip: { path: dawn.jpg, lut: dawn.jpg }, duration: 1s }
      stages: [{ id: table, run: "echo SIZE 3 > $out", outputs: [made.cube] }]
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let build = try folder.build("film.yaml", "-k")
    #expect(build.status == 1)
    let lines = build.result.errors.split(separator: "\n")
    for line in [
      "film.yaml:2:36: error: bad.cube:4: 'x' is no number",
      "film.yaml:3:71: note: scene2 needs it too",
      "film.yaml:4:45: error: 'made.cube' of the stage 'table', line 1: 'SIZE' is no keyword of a"
        + " .cube file",
      "film.yaml:5:36: error: dawn.jpg holds no text, as .cube files do",
    ] {
      #expect(lines.count { $0 == line } == 1, "\(line) in\n\(build.result.errors)")
    }
    #expect(lines.count { $0.contains(": error: ") } == 3, "\(build.result.errors)")
    let drawn = build.ranStages.filter { $0.hasPrefix("segment") || $0.hasPrefix("picture") }
    #expect(drawn.isEmpty, "\(drawn)")
  }

  @Test("An overlay, music, a recorded voice")
  func others() throws {
    let noise = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
    let output = "outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]"
    for (recipe, place) in [
      (
        "scenes: [{ clip: { color: red }, duration: 1s, overlays: [{ path: bad.png }] }]",
        "film.yaml:1:67"
      ), ("scenes: [{ clip: { color: red }, duration: 1s }]\nmusic: bad.png", "film.yaml:2:8"),
      (
        "scenes: [{ clip: { color: red }, duration: 1s, narration: { path: bad.png } }]",
        "film.yaml:1:67"
      ),
    ] {
      try failure(recipe + "\n" + output, says: ["bad.png", "no media", place]) {
        try noise.write(to: $0.url("bad.png"))
      }
    }
  }

  @Test("Damaged music, a damaged voice, the time and every place")
  func damagedSound() throws {
    let whole = try Data(contentsOf: URL(filePath: Program.root + "/recipes/assets/bed.ogg"))
    var flipped = whole
    flipped[whole.count / 2] ^= 0x10
    let output = "outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]"
    for (recipe, place) in [
      ("scenes: [{ clip: { color: red }, duration: 1s }]\nmusic: bed.ogg", "film.yaml:2:8"),
      (
        "scenes: [{ clip: { color: red }, duration: 1s, narration: { path: bed.ogg } }]",
        "film.yaml:1:67"
      ),
    ] {
      try failure(
        recipe + "\n" + output,
        says: ["\(place): error: bed.ogg is damaged at ", " s: a page has a wrong checksum"]
      ) { try flipped.write(to: $0.url("bed.ogg")) }
      try failure(
        recipe + "\n" + output,
        says: ["\(place): error: bed.ogg is damaged at ", " s: it ends in the middle of a page"]
      ) { try whole.prefix(whole.count / 2).write(to: $0.url("bed.ogg")) }
    }
  }

  @Test("What an own stage makes")
  func ownStage() throws {
    try failure(
      """
      stages: [{ id: frame, run: "echo nothing > $out", outputs: [frame.png] }]
      scenes: [{ clip: { stage: frame }, duration: 1s }]
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, says: ["film.yaml:2:27: error: 'frame.png' of the stage 'frame' is no media"]
    ) { _ in }
  }

  @Test("What lacks its end is to be copied again, or its command is to blame")
  func cutShort() throws {
    let folder = try Folder()
    try Self.cutClip(in: folder)
    let image = try Data(contentsOf: URL(filePath: Program.root + "/recipes/assets/dawn.jpg"))
    try image.write(to: folder.url("dawn.jpg"))
    try image.prefix(2000).write(to: folder.url("cut.jpg"))
    try folder.write(
      """
      stages: [{ id: half, run: "head -c 2000 $in > $out", inputs: [dawn.jpg], outputs: [a.jpg] }]
      scenes:
        - { clip: cut.jpg, duration: 1s }
        - { clip: { stage: half }, duration: 1s }
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let lines = try folder.build("film.yaml", "-k").result.errors.split(separator: "\n")
    let reason = "is cut short: its last bytes are missing"
    #expect(
      lines.filter { $0.contains(": error: ") }.sorted() == [
        "film.yaml:3:13: error: cut.jpg \(reason); copy it again",
        "film.yaml:4:22: error: 'a.jpg' of the stage 'half' \(reason);"
          + " see to it that the command of 'half' writes all of it",
      ], "\(lines)")
  }

  @Test("A video that is damaged in several places has one error, and each segment its time")
  func damagedPlaces() throws {
    let folder = try Folder()
    let video = try Program.find("ffmpeg").run(
      [
        "-v", "error", "-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=12", "-c:v", "libx264", "-g",
        "10", "-bf", "0", "whole.mp4",
      ], in: folder)
    #expect(video.status == 0, "\(video.errors)")
    var bytes = try folder.bytes("whole.mp4")
    let data = try #require(bytes.range(of: Data("mdat".utf8))).upperBound
    for place in 1...5 {
      let start = data + (bytes.count - data) * place / 6
      for index in start..<start + 2500 { bytes[index] = UInt8(truncatingIfNeeded: index * 37) }
    }
    try bytes.write(to: folder.url("clip.mp4"))
    try folder.write(
      """
      scenes:
        - { clip: { path: clip.mp4, trim: [0s, 4s] } }
        - { clip: { path: clip.mp4, trim: [4s, 8s] } }
        - { clip: { path: clip.mp4, trim: [8s, 12s] } }
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "film.yaml")
    let build = try folder.build("film.yaml", "-k", "-j1")
    try folder.write(
      """
      stages: [{ id: copy, run: "cp $in $out", inputs: [clip.mp4], outputs: [copy.mp4] }]
      scenes: [{ clip: { stage: copy }, overlays: [{ path: whole.mp4 }] }]
      outputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]
      """, to: "made.yaml")
    let made = try folder.build("made.yaml").result.errors
    #expect(
      made.contains("made.yaml:2:27: error: 'copy.mp4' of the stage 'copy' is damaged: "), "\(made)"
    )
    #expect(!made.contains("/cas/"), "\(made)")
    let lines = build.result.errors.split(separator: "\n")
    let failures = build.events.count { $0["event"] as? String == "stage_failed" }
    #expect(failures > 1, "\(lines)")
    #expect(lines.count { $0.contains(": error: ") } == 1, "\(lines)")
    #expect(lines.count { $0.contains(": note: ") } == 2, "\(lines)")
    #expect(
      lines.count { $0.contains("/body.0: clip.mp4 is damaged: ") } == failures - 1,
      "\(lines)")
  }

  @Test("Playlists in disguise")
  func playlists() throws {
    let waves = Program.root + "/recipes/assets/waves.mp4"
    for text in [
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://\(waves)\n#EXT-X-ENDLIST\n",
      "ffconcat version 1.0\nfile '\(waves)'\n",
    ] {
      try failure(
        "scenes: [{ clip: a.mp4 }]\noutputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]",
        says: ["a.mp4", "film.yaml:1:18"]
      ) { try $0.write(text, to: "a.mp4") }
    }
  }

  @Test("Folders, pipes and devices")
  func noFiles() throws {
    let recipe =
      "scenes: [{ clip: thing }]\noutputs: [{ path: film.mp4, resolution: 128x72, fps: 10 }]"
    let makers: [(Folder) throws -> Void] = [
      {
        try FileManager.default.createDirectory(
          at: $0.url("thing"), withIntermediateDirectories: false)
      },
      { mkfifo($0.path("thing"), 0o600) },
      {
        try FileManager.default.createSymbolicLink(
          atPath: $0.path("thing"), withDestinationPath: "/dev/zero")
      },
      {
        try FileManager.default.createSymbolicLink(
          atPath: $0.path("thing"), withDestinationPath: "thing")
      },
      { _ in },
    ]
    for make in makers {
      try failure(
        recipe, says: ["film.yaml:1:18", "thing"], status: 2, prepare: make)
    }
  }
}
