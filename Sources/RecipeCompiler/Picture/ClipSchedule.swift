import FilmVocabulary

/// When each clip of a scene shows.
struct ClipSchedule {
  struct Part {
    /// The clip's number in its scene.
    var clip: Int
    /// Frames of the scene.
    var frames: Range<Int>
  }

  private(set) var parts: [Part] = []

  /// Clips with a length of their own take it; the others share what is left, at least a quarter
  /// of a second each. The last clip stays until the scene ends.
  init(content: SceneContent, length: Int, frameRate: Rational) {
    let lengths = content.clips.map { clip in
      clip.length(atFrameRate: frameRate).map { max(($0 * frameRate).floor, 1) }
    }
    let own = lengths.compactMap(\.self).reduce(0, +)
    let sharing = lengths.count { $0 == nil }
    let least = max((frameRate / Rational(4)).rounded, 1)
    var start = 0
    var shared = 0
    for (index, ownLength) in lengths.enumerated() {
      let isLast = index + 1 == lengths.count
      let share: Int
      if let ownLength {
        share = ownLength
      } else {
        let rest = max(length - own, 0)
        share = max(rest * (shared + 1) / sharing - rest * shared / sharing, least)
        shared += 1
      }
      let end = isLast ? length : min(start + share, length)
      if end > start { parts.append(Part(clip: index, frames: start..<end)) }
      start = end
    }
  }
}
