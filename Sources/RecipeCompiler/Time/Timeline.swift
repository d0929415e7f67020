import FilmVocabulary

/// Where every scene lies in a film, and into which pieces its pictures are cut.
///
/// Scenes overlap by their transitions: the last frames of one are the first of the next. Pieces
/// are chosen so that an edit touches few of them:
///
/// - A scene's *core* leaves out half a second at each end, its *edges*, whatever stands there and
///   whether it is the film's first scene or its last. So scenes can change places, and short
///   transitions can come and go, without a core being rendered again. Only beside a longer
///   transition an edge is longer, and a film of hard cuts has none.
/// - A *join* is the edge of one scene, the transition, and the edge of the next.
/// - Where scenes meet without a transition, each keeps its edge as a piece of its own.
///
/// Edges are short, since both joins are rendered again when a scene's picture changes, each with
/// two scenes' pictures to decode.
struct Timeline {
  /// One scene's place.
  struct Slot {
    /// The film's frame that is the scene's first.
    var start: Int
    /// Frames.
    var length: Int
    /// Frames shared with the scene before.
    var overlapIn: Int
    /// Frames shared with the scene after.
    var overlapOut: Int
    /// Frames at its start and at its end that its core leaves out.
    var edges: (head: Int, tail: Int)
  }

  /// Frames that are rendered by one node.
  enum Piece: Hashable {
    case body(scene: Int, frames: Range<Int>)
    /// The first or the last frames of a scene that meets no other there.
    case edge(scene: Int, frames: Range<Int>)
    /// `outgoing` frames of the scene, then `overlap` frames of both, then those of the next.
    /// Both ranges hold the overlap.
    case join(scene: Int, outgoing: Range<Int>, incoming: Range<Int>, overlap: Int)
  }

  private(set) var slots: [Slot] = []
  /// Frames. A scene with less between its edges has no core: its pieces would be mostly key
  /// frames.
  private let shortestCore: Int

  /// The film's length in frames.
  var frames: Int { slots.last.map { $0.start + $0.length } ?? 0 }

  /// - Parameters:
  ///   - lengths: The scenes' lengths in frames.
  ///   - transitions: The wished length of the transition behind each scene, in frames; the last
  ///     one only counts as one that the film has. A transition takes at most half of either scene.
  init(lengths: [Int], transitions: [Int], frameRate: Rational) {
    precondition(lengths.count == transitions.count, "a transition for each scene")
    let halfSecond = frameRate / Rational(2)
    shortestCore = max(frameRate.ceiling, Self.shortest)
    let shortestEdge = transitions.allSatisfy { $0 == 0 } ? 0 : halfSecond.ceiling
    var start = 0
    var overlapIn = 0
    var head = shortestEdge
    for (index, length) in lengths.enumerated() {
      let isLast = index + 1 == lengths.count
      let overlapOut = isLast ? 0 : min(transitions[index], length / 2, lengths[index + 1] / 2)
      var tail = shortestEdge
      if !isLast { tail = max(tail, Self.edge(holding: transitions[index], halfSecond)) }
      slots.append(
        Slot(
          start: start, length: length, overlapIn: overlapIn, overlapOut: overlapOut,
          edges: (head, tail)))
      start += length - overlapOut
      overlapIn = overlapOut
      head = tail
    }
  }

  /// The frames of as many half seconds as a transition needs, so that its length can change a bit.
  private static func edge(holding transition: Int, _ halfSecond: Rational) -> Int {
    var steps = 0
    while (halfSecond * Rational(steps)).ceiling < transition { steps += 1 }
    return (halfSecond * Rational(steps)).ceiling
  }

  /// The film's pieces in order.
  var pieces: [Piece] {
    var result: [Piece] = []
    for (index, slot) in slots.enumerated() {
      let core = core(of: slot)
      let headIsOwn = slot.overlapIn == 0
      let tailIsOwn = slot.overlapOut == 0
      if core.isEmpty, headIsOwn, tailIsOwn {
        result += bodies(scene: index, 0..<slot.length)
        continue
      }
      if headIsOwn { result += edge(scene: index, 0..<core.lowerBound) }
      result += bodies(scene: index, core)
      if tailIsOwn {
        result += edge(scene: index, core.upperBound..<slot.length)
      } else {
        let next = slots[index + 1]
        result.append(
          .join(
            scene: index, outgoing: core.upperBound..<slot.length,
            incoming: 0..<self.core(of: next).lowerBound, overlap: slot.overlapOut))
      }
    }
    return result
  }

  /// The part of a scene that no neighbour can touch. A scene too short for one is halved.
  private func core(of slot: Slot) -> Range<Int> {
    let core = slot.edges.head..<max(slot.edges.head, slot.length - slot.edges.tail)
    return core.count >= shortestCore ? core : slot.length / 2..<slot.length / 2
  }

  private func edge(scene: Int, _ frames: Range<Int>) -> [Piece] {
    frames.isEmpty ? [] : [.edge(scene: scene, frames: frames)]
  }

  /// Cuts frames into pieces of ``longest`` frames; a short rest stays with the piece before.
  private func bodies(scene: Int, _ frames: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var start = frames.lowerBound
    while start < frames.upperBound {
      let rest = frames.upperBound - start
      let length = rest < Self.longest + Self.shortest ? rest : Self.longest
      pieces.append(.body(scene: scene, frames: start..<start + length))
      start += length
    }
    return pieces
  }

  /// Pieces are cut at multiples of this; with a short rest it stays within one group of 250.
  private static let longest = 238
  /// Fewer frames than this are not worth a key frame of their own.
  private static let shortest = 12
}

extension Timeline.Piece {
  /// Length in frames.
  var frames: Int {
    switch self {
    case .body(_, let frames), .edge(_, let frames): frames.count
    case .join(_, let outgoing, let incoming, let overlap):
      outgoing.count + incoming.count - overlap
    }
  }
}
