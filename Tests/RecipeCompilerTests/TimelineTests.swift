import FilmVocabulary
import Testing

@testable import RecipeCompiler

/// A small generator with a fixed start, so that a failure can be run again.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Timeline")
struct TimelineTests {
  private func timeline(
    _ lengths: [Int], _ transitions: [Int], _ frameRate: Rational = Rational(30)
  ) -> Timeline {
    Timeline(lengths: lengths, transitions: transitions, frameRate: frameRate)
  }

  /// Every frame of the film, as the scenes that show in it, by the pieces.
  private func frames(of timeline: Timeline) -> [[String]] {
    timeline.pieces.flatMap { piece -> [[String]] in
      switch piece {
      case .body(let scene, let frames), .edge(let scene, let frames):
        return frames.map { ["\(scene):\($0)"] }
      case .join(let scene, let outgoing, let incoming, let overlap):
        let blend = (0..<overlap).map {
          [
            "\(scene):\(outgoing.upperBound - overlap + $0)",
            "\(scene + 1):\(incoming.lowerBound + $0)",
          ]
        }
        return outgoing.dropLast(overlap).map { ["\(scene):\($0)"] } + blend
          + incoming.dropFirst(overlap).map { ["\(scene + 1):\($0)"] }
      }
    }
  }

  /// The same, by the slots alone.
  private func expectedFrames(of timeline: Timeline) -> [[String]] {
    var result = [[String]](repeating: [], count: timeline.frames)
    for (index, slot) in timeline.slots.enumerated() {
      for frame in 0..<slot.length { result[slot.start + frame].append("\(index):\(frame)") }
    }
    return result
  }

  private static let frameRates = [
    Rational(1), Rational(12), Rational(24_000, 1001), Rational(25), Rational(30), Rational(60),
  ]

  @Test("Pieces show every frame of every scene once, in order, for any lengths")
  func coverage() {
    var generator = SplitMix(state: 20_261_121)
    for _ in 0..<300 {
      let count = Int.random(in: 1...8, using: &generator)
      let lengths = (0..<count).map { _ in Int.random(in: 2...700, using: &generator) }
      let transitions = (0..<count).map { _ in
        Bool.random(using: &generator) ? 0 : Int.random(in: 1...80, using: &generator)
      }
      let rate = Self.frameRates.randomElement(using: &generator)!
      let timeline = timeline(lengths, transitions, rate)
      #expect(
        frames(of: timeline) == expectedFrames(of: timeline), "\(lengths) \(transitions) \(rate)")
      #expect(timeline.pieces.allSatisfy { $0.frames > 0 && $0.frames <= 330 })
    }
  }

  @Test("The reference film: twelve scenes of five seconds with half-second transitions")
  func reference() {
    let timeline = timeline(
      [Int](repeating: 150, count: 12), [Int](repeating: 15, count: 12))
    #expect(timeline.frames == 1635)
    #expect(timeline.pieces.map(\.frames).max() == 120)
    #expect(timeline.pieces.count == 25)
  }

  /// The ranges of the scenes' cores, in order.
  private func cores(_ lengths: [Int], _ transitions: [Int]) -> [Range<Int>] {
    timeline(lengths, transitions).pieces.compactMap {
      if case .body(_, let frames) = $0 { frames } else { nil }
    }
  }

  @Test("A scene's core does not depend on its place, its neighbours or short transitions")
  func shortEdges() {
    let first = cores([150, 200, 180, 90], [15, 0, 12, 15])
    #expect(first == [15..<135, 15..<185, 15..<165, 15..<75])
    let moved = cores([200, 150, 90, 180], [0, 0, 8, 0])
    #expect(moved == [15..<185, 15..<135, 15..<75, 15..<165])
  }

  @Test("A longer transition takes of its own two scenes only")
  func longerEdge() {
    let lengths = [150, 150, 150, 150]
    #expect(cores(lengths, [15, 16, 15, 15]) == [15..<135, 15..<120, 30..<135, 15..<135])
    #expect(cores(lengths, [15, 0, 40, 15]) == [15..<135, 15..<135, 15..<105, 45..<135])
  }

  @Test("A scene with less than a second between its edges has no core")
  func noCore() {
    #expect(cores([150, 60, 59, 150], [15, 15, 15, 15]) == [15..<135, 15..<45, 15..<135])
    #expect(
      timeline([59, 59], [15, 15]).pieces == [
        .edge(scene: 0, frames: 0..<29),
        .join(scene: 0, outgoing: 29..<59, incoming: 0..<29, overlap: 15),
        .edge(scene: 1, frames: 29..<59),
      ])
  }

  @Test("A film of hard cuts has no edges")
  func cuts() {
    let pieces = timeline([150, 100], [0, 0]).pieces
    #expect(pieces == [.body(scene: 0, frames: 0..<150), .body(scene: 1, frames: 0..<100)])
  }

  @Test("A transition takes at most half of the shorter scene")
  func shortScenes() {
    let timeline = timeline([10, 6, 300], [15, 15, 15])
    #expect(timeline.slots.map(\.overlapOut) == [3, 3, 0])
    #expect(timeline.frames == 310)
  }

  @Test("Long bodies are cut, and no piece is tiny")
  func longBodies() {
    let frames = timeline([1000], [0]).pieces.map(\.frames)
    #expect(frames.reduce(0, +) == 1000)
    #expect(frames.allSatisfy { $0 >= 12 && $0 <= 250 })
    #expect(timeline([240], [0]).pieces.count == 1)
  }

  @Test("Samples and frames agree at rates that do not divide evenly")
  func clock() {
    let clock = SampleClock(frameRate: Rational(30_000, 1001))
    #expect(clock.sample(ofFrame: 30_000) == 1001 * 48_000)
    #expect(clock.sample(ofFrame: 1) == 1602)
    for frame in 0..<5000 {
      #expect(clock.frame(ofSample: clock.sample(ofFrame: frame)) == frame)
    }
    #expect(clock.frames(covering: 1602) == 2)
    #expect(clock.frames(covering: 1601) == 1)
  }
}
