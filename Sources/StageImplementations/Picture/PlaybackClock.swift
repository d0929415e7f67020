internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Which picture of a video shows in each frame of a part.
struct PlaybackClock {
  private let play: PictureSource.Playback
  private let index: FrameIndex
  /// Source time from one frame to the next; negative backwards.
  private let step: Rational
  /// How much of a frame's time a picture may come late and still show, doubled.
  private let tick: Rational

  /// What stands still is the picture of its moment at any frame rate; times are not exact to more
  /// than some milliseconds.
  private static let stillTick = Rational(1, 60)

  init(_ play: PictureSource.Playback, index: FrameIndex, frameRate: Rational) {
    self.play = play
    self.index = index
    step = play.rate / frameRate
    let frame = Rational(1) / frameRate
    tick = step == .zero ? Self.stillTick : min(step < .zero ? -step : step, frame)
  }

  var isReversed: Bool { step < .zero }

  /// The picture's number in the index.
  func number(frame: Int) -> Int {
    var time = play.start + Rational(frame) * step
    if isReversed {
      let first = play.end ?? .zero
      if time < first {
        time = play.loop.map { wrapped(time, from: first, to: $0) } ?? first
      }
      return index.frameNumber(at: time, tick: tick, end: nil)
    }
    if let loop = play.loop {
      let end = min(play.end ?? index.duration, index.duration)
      if time >= end { time = wrapped(time, from: loop, to: end) }
    }
    return index.frameNumber(at: time, tick: tick, end: step == .zero ? nil : play.end)
  }

  /// A time brought into a range by whole lengths of it.
  private func wrapped(_ time: Rational, from start: Rational, to end: Rational) -> Rational {
    let length = end - start
    guard length > .zero else { return start }
    return time - Rational(((time - start) / length).floor) * length
  }
}
