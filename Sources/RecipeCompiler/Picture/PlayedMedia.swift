import FilmVocabulary
import RecipeLanguage
import StageCatalog

/// A video as it plays: from where to where, at which pace, with which stops.
struct PlayedMedia {
  var description: MediaDescription
  var trim: Trim?
  var retiming: Retiming
  /// How often it plays, 0 meaning without end; it plays once if it has stops.
  let rounds: Int
  var frameRate: Rational

  /// - Parameter loops: Whether it begins again when it is over; `nil` leaves it to the file.
  init(
    description: MediaDescription, trim: Trim?, retiming: Retiming, loops: Bool?,
    frameRate: Rational
  ) {
    self.description = description
    self.trim = trim
    self.retiming = retiming
    self.frameRate = frameRate
    guard retiming.freezes.isEmpty else {
      rounds = 1
      return
    }
    rounds = loops.map { $0 ? 0 : 1 } ?? description.video?.rounds ?? 1
  }

  /// Whether it begins again without end.
  var loops: Bool { rounds == 0 }

  /// A while in which it moves evenly, or stands.
  struct Stretch {
    /// Seconds since it began to play.
    var start: Rational
    /// Source time at ``start``.
    var source: Rational
    /// Source time in each second; 0 while it stands.
    var rate: Rational
    /// Seconds for which it has moved before.
    var moved: Rational
  }

  /// Whether it moves and can be heard.
  var isMoving: Bool { description.kind == .video && retiming.frame == nil }

  /// The part that is used, in the file's own time.
  var from: Rational { trim?.from.value.seconds(atFrameRate: frameRate) ?? .zero }
  var to: Rational {
    let end = description.video?.duration ?? .zero
    return min(trim?.to?.value.seconds(atFrameRate: frameRate) ?? end, end)
  }

  /// Seconds for which it moves.
  var moving: Rational { (to - from) / retiming.speed }

  /// Seconds that it takes, with its stops.
  var length: Rational {
    retiming.freezes.reduce(moving) { $0 + $1.duration.seconds(atFrameRate: frameRate) }
  }

  private var rate: Rational { retiming.isReversed ? -retiming.speed : retiming.speed }

  var stretches: [Stretch] {
    let stops = retiming.freezes.map { freeze in
      let at = max(from, min(to, freeze.at.value.seconds(atFrameRate: frameRate)))
      return (
        at: at, moved: (retiming.isReversed ? to - at : at - from) / retiming.speed,
        duration: freeze.duration.seconds(atFrameRate: frameRate)
      )
    }.sorted { $0.moved < $1.moved }
    var result = [
      Stretch(start: .zero, source: retiming.isReversed ? to : from, rate: rate, moved: .zero)
    ]
    var stood = Rational.zero
    for stop in stops {
      let start = stop.moved + stood
      result.append(Stretch(start: start, source: stop.at, rate: .zero, moved: stop.moved))
      stood = stood + stop.duration
      result.append(
        Stretch(
          start: start + stop.duration, source: stop.at, rate: rate, moved: stop.moved))
    }
    return result
  }

  /// What plays from a frame on.
  ///
  /// - Parameter frames: Frames since it began to play.
  /// - Returns: Pieces of even movement with the frame at which each begins, the first at
  ///   `frames.lowerBound`.
  func playback(_ frames: Range<Int>) -> [(start: Int, play: PictureSource.Playback)] {
    if rounds > 1, retiming.frame == nil, moving > .zero { return roundsPlayed(frames) }
    if let frame = retiming.frame {
      let time = frame.value.seconds(atFrameRate: frameRate)
      return [(frames.lowerBound, .init(start: time, end: nil, rate: .zero))]
    }
    let stretches = self.stretches
    var result: [(start: Int, play: PictureSource.Playback)] = []
    for (index, stretch) in stretches.enumerated() {
      let first = (stretch.start * frameRate).ceiling
      let end =
        index + 1 < stretches.count
        ? (stretches[index + 1].start * frameRate).ceiling : frames.upperBound
      let shown = max(first, frames.lowerBound)
      guard shown < min(end, frames.upperBound) else { continue }
      result.append((shown, play(stretch, frame: shown)))
    }
    return result
  }

  /// A number of rounds: each is a piece of its own, and the last one's last picture stays.
  private func roundsPlayed(
    _ frames: Range<Int>
  ) -> [(start: Int, play: PictureSource.Playback)] {
    var result: [(start: Int, play: PictureSource.Playback)] = []
    var round = min(rounds - 1, (Rational(frames.lowerBound) / frameRate / moving).floor)
    while round < rounds {
      let stretch = Stretch(
        start: Rational(round) * moving, source: retiming.isReversed ? to : from, rate: rate,
        moved: .zero)
      let shown = max((stretch.start * frameRate).ceiling, frames.lowerBound)
      guard shown < frames.upperBound else { break }
      // A round may be shorter than a frame.
      if result.last?.start == shown { result.removeLast() }
      result.append((shown, play(stretch, frame: shown)))
      round += 1
    }
    return result
  }

  private func play(_ stretch: Stretch, frame: Int) -> PictureSource.Playback {
    guard stretch.rate != .zero else {
      return .init(start: stretch.source, end: nil, rate: .zero)
    }
    // Backwards, a frame shows what ends where forwards it would begin.
    let place = retiming.isReversed ? frame + 1 : frame
    var start = stretch.source + (Rational(place) / frameRate - stretch.start) * stretch.rate
    if loops, to > from {
      let length = to - from
      start = start - Rational(((start - from) / length).floor) * length
      return .init(
        start: start, end: retiming.isReversed ? from : to, rate: stretch.rate,
        loop: retiming.isReversed ? to : from)
    }
    if retiming.isReversed {
      return .init(
        start: max(start, from), end: from == .zero ? nil : from, rate: stretch.rate)
    }
    return .init(
      start: start, end: trim?.to?.value.seconds(atFrameRate: frameRate), rate: stretch.rate)
  }
}
