import BuildGraph
import FilmVocabulary
import RecipeLanguage
import StageCatalog
import Testing

@testable import RecipeCompiler

/// How clips play and overlays stand, as far as the compiler decides it; and what editing them
/// makes new. Made-up videos last ten seconds.
@Suite("Clips and overlays to graphs")
struct CompositionTests {
  private func parameters<Parameters: NodeParameters>(
    _ type: Parameters.Type, in film: CompiledFilm
  ) -> [Parameters] {
    film.graph.closure(of: film.plan.targets.map(\.node)).compactMap {
      film.graph[$0].parameters as? Parameters
    }
  }

  /// The parts of all spans, in the film's frames, and the film's length.
  private func parts(_ film: CompiledFilm) -> (parts: [(Int, Shot.Part)], frames: Int) {
    var result: [(Int, Shot.Part)] = []
    var start = 0
    for span in parameters(SegmentParameters.self, in: film).flatMap(\.spans) {
      for part in span.shot.parts { result.append((start + part.start, part)) }
      start += span.frames
    }
    return (result, start)
  }

  private func play(_ part: Shot.Part) -> PictureSource.Playback? {
    if case .video(_, let play) = part.source { play } else { nil }
  }

  private func clip(_ keys: String, scene: String = "") throws -> CompiledFilm {
    try CompiledFilm(
      "scenes: [{ clip: { path: a.mp4, \(keys) }\(scene.isEmpty ? "" : ", " + scene) }]")
  }

  @Test("A pace makes a clip shorter or longer")
  func speed() throws {
    let fast = parts(try clip("trim: [2s, 8s], speed: 1.5"))
    #expect(fast.frames == 120)
    #expect(
      play(fast.parts[0].1) == .init(start: Rational(2), end: Rational(8), rate: Rational(3, 2)))
    #expect(parts(try clip("trim: [2s, 4s], speed: 0.25")).frames == 240)
  }

  @Test("Backwards, the first frame shows what ends with the part")
  func reverse() throws {
    let all = parts(try clip("trim: [2s, 8s], reverse: true, speed: 2"))
    #expect(all.frames == 90)
    #expect(
      play(all.parts[0].1)
        == .init(start: Rational(8) - Rational(2, 30), end: Rational(2), rate: Rational(-2)))
  }

  @Test("A video that stands makes three parts, and the scene longer")
  func freeze() throws {
    let film = parts(try clip("trim: [2s, 5s], freeze: { at: 3s, duration: 0.5s }"))
    #expect(film.frames == 105)
    #expect(film.parts.map(\.0) == [0, 30, 45])
    #expect(film.parts.compactMap { play($0.1)?.rate } == [Rational(1), .zero, Rational(1)])
    #expect(film.parts.compactMap { play($0.1)?.start } == [Rational(2), Rational(3), Rational(3)])
    // Between two frames: each frame shows what its own time asks for.
    let odd = parts(try clip("trim: [0s, 2s], freeze: { at: 0.51s, duration: 0.1s }"))
    #expect(odd.parts.map(\.0) == [0, 16, 19])
    #expect(play(odd.parts[2].1)?.start == Rational(51, 100) + Rational(19, 30) - Rational(61, 100))
  }

  @Test("One frame of a video is a still")
  func frame() throws {
    let film = parts(try clip("frame: 3s", scene: "duration: 2s"))
    #expect(film.frames == 60)
    #expect(play(film.parts[0].1) == .init(start: Rational(3), end: nil, rate: .zero))
    let moving = try CompiledFilm(
      "defaults: { scene: { effect: zoom-in } }\n"
        + "scenes: [{ clip: { path: a.mp4, frame: 3s }, duration: 2s }]")
    #expect(parts(moving).parts[0].1.motion != nil)
    #expect(parameters(SoundParameters.self, in: moving).isEmpty)
  }

  @Test("Places behind the video's end are errors")
  func places() {
    for keys in ["frame: 10s", "freeze: { at: 11s, duration: 1s }", "trim: [12s]"] {
      let failure = #expect(throws: RecipeCompiler.Failure.self) {
        try clip(keys, scene: "duration: 2s")
      }
      #expect(failure?.diagnostics.first?.message.contains("ends after 10.00 s") == true)
    }
  }

  @Test("Places in frames are compared with the video's end in each output that shows it")
  func placesInFrames() throws {
    // Ten seconds are 300 frames at 30 a second, and 600 at 60.
    func film(_ keys: String, outputs: String) throws -> CompiledFilm {
      try CompiledFilm(
        """
        scenes:
          - id: one
            clip:
              - { path: a.mp4 }
              - { path: b.mp4, \(keys) }
          - { id: two, clip: a.mp4 }
        outputs: [\(outputs)]
        """)
    }
    let slow = "{ path: slow.mp4, fps: 30 }"
    let fast = "{ path: fast.mp4, fps: 60 }"
    for keys in ["trim: [300f]", "trim: 400f..500f", "freeze: { at: 300f, duration: 1s }"] {
      for outputs in [slow, "\(fast), \(slow)"] {
        let failure = #expect(throws: RecipeCompiler.Failure.self) {
          try film(keys, outputs: outputs)
        }
        #expect(failure?.diagnostics.map(\.line) == [5], "\(keys)")
        #expect(failure?.diagnostics.first?.message.hasPrefix("'b.mp4' ends after 10.00 s") == true)
      }
      _ = try film(keys, outputs: fast)
      // An output without the scene does not count.
      _ = try film(keys, outputs: "\(fast), { path: slow.mp4, fps: 30, scenes: [two] }")
    }
    _ = try film("trim: [299f]", outputs: slow)
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try film("trim: [2s, 60f]", outputs: "\(slow), \(fast)")
    }
    #expect(failure?.diagnostics.map(\.message) == ["the part ends before it begins"])
    _ = try film("trim: [2s, 61f]", outputs: slow)
  }

  @Test("Sound goes with the picture: pace, direction, stops")
  func sound() throws {
    let film = try clip("trim: [2s, 6s], speed: 2, reverse: true, freeze: { at: 5s, duration: 1s }")
    let decoded = try #require(parameters(SoundParameters.self, in: film).first)
    #expect(decoded.start == Rational(2) && decoded.end == Rational(6))
    let retimed = try #require(parameters(RetimeParameters.self, in: film).first)
    #expect(retimed.isReversed && retimed.speed == Rational(2) && retimed.length == 4 * 48_000)
    let mix = try #require(parameters(SceneMixParameters.self, in: film).first)
    #expect(mix.elements.map(\.start) == [0, 72_000])
    #expect(mix.elements.map(\.skip) == [0, 24_000])
    #expect(mix.elements.map(\.length) == [24_000, 72_000])
    // Without a pace of its own, no node is needed for a stop.
    #expect(
      parameters(RetimeParameters.self, in: try clip("freeze: { at: 5s, duration: 1s }")).isEmpty)
  }

  @Test("Overlays' sound is silent unless it is asked for, and begins with the overlay")
  func overlaySound() throws {
    func film(_ keys: String) throws -> CompiledFilm {
      try CompiledFilm(
        "scenes: [{ duration: 12s, overlays: [{ path: a.mp4, start: 1s\(keys) }] }]")
    }
    #expect(parameters(SceneMixParameters.self, in: try film("")).isEmpty)
    let once = try #require(
      parameters(SceneMixParameters.self, in: film(", volume: 1, end: 3s")).first)
    #expect(once.elements.map(\.start) == [48_000])
    #expect(once.elements.map(\.length) == [96_000])
    let round = try #require(
      parameters(SceneMixParameters.self, in: film(", volume: 1, trim: [1s, 5s], loop: true")).first
    )
    #expect(round.elements.map(\.start) == [48_000, 240_000, 432_000])
    #expect(round.elements.map(\.length) == [192_000, 192_000, 144_000])
  }

  @Test("A scene without a clip shows its background alone")
  func backgroundAlone() throws {
    func part(_ scene: String, defaults: String = "{}") throws -> Shot.Part {
      let film = try CompiledFilm(
        """
        defaults: { scene: \(defaults) }
        scenes: [{ text: Some words, title: Words, \(scene) }]
        """)
      // What is behind words is silent, also a video.
      #expect(parameters(SoundParameters.self, in: film).isEmpty)
      let all = parts(film).parts.map(\.1)
      return try #require(all.first)
    }
    let red = Color(red: 255, green: 0, blue: 0)
    #expect(try part("background: '#ff0000'").source == .color(red))
    #expect(try part("fit: contain", defaults: "{ background: red }").source == .color(red))
    let gradient = try part("background: { gradient: [red, '#ff0000'], angle: 180 }")
    #expect(gradient.source == .gradient(colors: [red, red], degrees: 0))
    let still = try part("background: sea.jpg, fit: contain")
    #expect(still.fit == .cover)
    guard case .still = still.source else { throw Odd() }
    let video = try #require(play(try part("background: { path: a.mp4, trim: [1s, 2s] }")))
    #expect(video.loop == Rational(1) && video.end == Rational(2))
    #expect(try part("duration: 2s").source == .color(Clip.background))
    // The clip of the defaults stands before it.
    let before = try part("background: red", defaults: "{ clip: { color: navy } }")
    #expect(before.source == .color(Color(red: 0, green: 0, blue: 128)))
  }

  private struct Odd: Error {}

  @Test("A background is in the key only where it shows")
  func background() throws {
    func back(_ keys: String) throws -> PictureSource? {
      parts(try clip("background: navy, \(keys)")).parts[0].1.background
    }
    #expect(try back("fit: cover") == nil)
    #expect(try back("fit: contain") == .color(Color(red: 0, green: 0, blue: 128)))
    #expect(try back("chroma_key: lime") != nil)
  }

  @Test("What a background is to be seen through has no blurred copy before it")
  func blurBeforeBackground() throws {
    func fit(_ keys: String) throws -> Fit { parts(try clip(keys)).parts[0].1.fit }
    #expect(try fit("fit: blur") == .blur)
    #expect(try fit("fit: blur, background: navy") == .blur)
    #expect(try fit("fit: blur, chroma_key: lime") == .contain)
    #expect(try fit("fit: blur, background: navy, chroma_key: lime") == .contain)
  }

  @Test("An overlay's box: from its width, its height, or both")
  func boxes() throws {
    func box(_ keys: String) throws -> OverlayPicture {
      let film = try CompiledFilm(
        "scenes: [{ duration: 1s, overlays: [{ path: a.mp4, \(keys) }] }]")
      let overlay = try #require(
        parameters(SegmentParameters.self, in: film).first?.spans.first?.shot.overlays.first)
      guard case .picture(let picture) = overlay.content else { throw Unexpected() }
      return picture
    }
    #expect(try (box("width: 50%").width, box("width: 50%").height) == (640, 360))
    #expect(try (box("height: 50%").width, box("height: 50%").height) == (640, 360))
    let square = try box("width: 9%, height: 16%, crop: [0.5, 0, 0.5, 1]")
    #expect((square.width, square.height) == (115, 115))
    // Half of 16:9 is 8:9; nine tenths... of its height make a square.
    #expect(
      square.crop
        == UnitRectangle(
          x: Rational(1, 2), y: Rational(1, 18), width: Rational(1, 2), height: Rational(8, 9)))
    let turned = try box("width: 20%, crop: [0, 0, 0.25, 1]")
    #expect((turned.width, turned.height) == (256, 576))
  }

  private struct Unexpected: Error {}

  // MARK: What an edit makes new

  /// Three scenes of 24 seconds: each has bodies of its own.
  private func film(_ second: String, head: String = "") -> String {
    """
    \(head)
    defaults: { transition: fade }
    scenes:
      - { clip: { gradient: [red, blue] }, duration: 24s }
      - duration: 24s
        \(second)
      - { clip: { gradient: [red, lime] }, duration: 24s }
    """
  }

  private func segments(_ work: [String]) -> [String] {
    work.filter { $0.hasPrefix("segment") }.map { String($0.dropFirst("segment ".count)) }
  }

  @Test("An overlay that begins later is rendered again where it shows")
  func overlayMoved() throws {
    func overlay(_ start: String) -> String {
      film("overlays: [{ text: Hello, start: \(start), end: 20s, in: fade, out: slideup }]")
    }
    let before = try CompiledFilm(overlay("3s"))
    let work = segments(try CompiledFilm(overlay("4s")).work(after: before))
    // Pieces are 238 frames long, from half a second on: the first one ends at second 8.
    #expect(work == ["scene2/body.15"])
    let end = film("overlays: [{ text: Hello, start: 3s, end: 21s, in: fade, out: slideup }]")
    #expect(
      segments(try CompiledFilm(end).work(after: before)) == ["scene2/body.491"])
  }

  @Test("Colours of one scene render that scene and no other")
  func look() throws {
    let before = try CompiledFilm(film("clip: a.mp4"))
    let work = segments(
      try CompiledFilm(film("clip: { path: a.mp4, eq: { contrast: 1.1 } }")).work(after: before))
    #expect(work.allSatisfy { $0.contains("scene2") })
    #expect(work.count == 5, "\(work)")
    // Sound is not touched.
    let all = try CompiledFilm(film("clip: { path: a.mp4, eq: { contrast: 1.1 } }")).work(
      after: before)
    #expect(all.count == work.count + 1, "\(all)")
  }

  @Test("A watermark is in every piece, and not in outputs without it")
  func watermark() throws {
    let plain = try CompiledFilm(film("clip: a.mp4"))
    let marked = try CompiledFilm(film("clip: a.mp4", head: "watermark: { text: reel }"))
    #expect(parameters(SegmentParameters.self, in: marked).allSatisfy { !$0.watermarks.isEmpty })
    let off = try CompiledFilm(
      film("clip: a.mp4", head: "watermark: { text: reel }")
        + "\noutputs: [{ path: a.mp4, watermark: false }]")
    #expect(segments(off.work(after: plain)).isEmpty)
  }

  /// Where each round of a watermark shows in the film, and at which time of its file it begins.
  private func rounds(_ film: CompiledFilm) -> [String] {
    var start = 0
    return parameters(SegmentParameters.self, in: film).flatMap { segment in
      defer { start += segment.frames }
      return segment.watermarks.map { mark in
        guard case .picture(let picture) = mark.content, case .video(_, let play) = picture.source
        else { return "no video" }
        return "\(start + mark.start)..<\(start + mark.end): \(play.start)"
      }
    }
  }

  @Test("A watermark that moves plays on over the borders of scenes")
  func movingWatermark() throws {
    let scenes = """
      scenes:
        - { clip: { color: red }, duration: 1s }
        - { clip: { color: green }, duration: 1.5s }
        - { clip: { color: blue }, duration: 5s }
      outputs: [{ path: film.mp4, fps: 30 }]

      """
    // A video of ten seconds.
    #expect(
      rounds(try CompiledFilm(scenes + "watermark: { path: logo.mp4 }"))
        == ["0..<30: 0", "30..<75: 1", "75..<225: 5/2"])
    // Two seconds, for ever: one piece in each segment, which begins within a round.
    #expect(
      rounds(try CompiledFilm(scenes + "watermark: { path: endless.gif }"))
        == ["0..<30: 0", "30..<75: 1", "75..<225: 1/2"])
    // Three times: the last picture stays. Nothing is left out where a round ends.
    #expect(
      rounds(try CompiledFilm(scenes + "watermark: { path: logo.gif }"))
        == ["0..<30: 0", "30..<60: 1", "60..<75: 0", "75..<120: 1/2", "120..<225: 0"])
  }

  @Test("A watermark that stands does not know where in the film it stands")
  func stillWatermark() throws {
    func film(_ first: String, _ mark: String) throws -> CompiledFilm {
      try CompiledFilm(
        """
        scenes:
          - { clip: { color: red }, duration: \(first) }
          - { clip: { color: green }, duration: 3s }
        watermark: \(mark)
        """)
    }
    for mark in ["{ path: logo.png }", "{ text: reel }"] {
      let work = try film("2s", mark).work(after: film("1s", mark))
      #expect(segments(work).count == 1, "\(mark): \(work)")
    }
    // One that moves does.
    let mark = "{ path: logo.mp4 }"
    let work = try film("2s", mark).work(after: film("1s", mark))
    #expect(segments(work).count == 2, "\(work)")
  }

  @Test("An overlay that no picture can hold is an error at its place", arguments: ["mp4", "png"])
  func largeOverlay(ending: String) throws {
    func film(_ keys: String) throws -> CompiledFilm {
      try CompiledFilm(
        """
        scenes:
          - clip: { color: red }
            duration: 1s
            overlays:
              - { path: a.\(ending), \(keys) }
        outputs: [{ path: film.mp4, resolution: 1080p }]
        """)
    }
    let failure = #expect(throws: RecipeCompiler.Failure.self) {
      try film("crop: [0, 0.45, 1, 0.02], height: 50%")
    }
    #expect(failure?.diagnostics.count == 1)
    #expect(failure?.diagnostics.first?.line == 5)
    let size = ending == "mp4" ? "48000 × 540" : "36000 × 540"
    #expect(failure?.diagnostics.first?.message.contains(size) == true)
    #expect(throws: RecipeCompiler.Failure.self) {
      try film("crop: [0.45, 0, 0.02, 1], width: 50%")
    }
    // With both sides given, the picture is cropped.
    _ = try film("crop: [0, 0.45, 1, 0.02], height: 50%, width: 100%")
  }

  @Test(
    "What only a video can obey is an error at a still",
    arguments: [
      "trim: [1s]", "speed: 2", "reverse: true", "freeze: { at: 0s, duration: 1s }",
    ])
  func playedStill(keys: String) throws {
    let key = String(keys.prefix { $0 != ":" })
    func check(_ scene: (_ file: String) -> String) throws {
      let failure = #expect(throws: RecipeCompiler.Failure.self) {
        try CompiledFilm("scenes:\n  - duration: 2s\n\(scene("a.png"))")
      }
      #expect(failure?.diagnostics.map(\.line) == [3])
      #expect(
        failure?.diagnostics.map(\.message)
          == ["'\(key)' belongs to a video, and 'a.png' is a still picture"])
      _ = try CompiledFilm("scenes:\n  - duration: 2s\n\(scene("a.mp4"))")
    }
    try check { "    clip: { path: \($0), \(keys) }" }
    try check { "    overlays: [{ path: \($0), \(keys) }]" }
  }

  @Test("A still may be told to loop, and to show one frame")
  func plainStill() throws {
    _ = try CompiledFilm("scenes: [{ duration: 2s, clip: { path: a.png, loop: true } }]")
    _ = try CompiledFilm("scenes: [{ duration: 2s, clip: { path: a.png, frame: 0s } }]")
  }
}
