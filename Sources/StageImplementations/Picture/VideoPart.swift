internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// A part that plays a video file, forwards, backwards or not at all.
final class VideoPart: PictureRenderer {
  private let reader: VideoReader
  private let clock: PlaybackClock
  private let fitter: PictureFitter
  private let make: () -> Picture
  private let finish: (Picture) -> Void
  private let frames: Int
  private let capacity: Int
  /// Pictures that are ready, by their numbers: one going forwards, more going backwards.
  private var ready: [Int: Picture] = [:]
  private var shown: Int?
  private(set) var version = 0

  /// What pictures that wait for their turn may take, in bytes: going backwards, a run of pictures
  /// is decoded in their own order and kept until they have been shown.
  private static let budget = 192 << 20
  /// More of them would not save any decoding: no picture is further from its key frame, mostly.
  private static let mostKept = 250

  /// - Parameters:
  ///   - frames: How many frames of the part are going to be asked for.
  ///   - size: Of the pictures in pixels.
  ///   - hasAlpha: Whether its pictures keep their alpha, and what they leave free is transparent.
  ///   - finish: Is called with each picture once it has been drawn.
  init(
    reader: VideoReader, clock: PlaybackClock, frames: Int, fitter: PictureFitter,
    size: (width: Int, height: Int), hasAlpha: Bool, finish: @escaping (Picture) -> Void
  ) {
    self.reader = reader
    self.clock = clock
    self.frames = frames
    self.fitter = fitter
    self.finish = finish
    make = { Picture(width: size.width, height: size.height, hasAlpha: hasAlpha) }
    let bytes = size.width * size.height * (hasAlpha ? 5 : 3) / 2
    capacity =
      clock.isReversed ? max(2, min(Self.budget / max(bytes, 1), Self.mostKept)) : 1
  }

  func picture(frame: Int) throws -> Picture {
    let number = clock.number(frame: frame)
    if number != shown {
      version += 1
      shown = number
    }
    if let picture = ready[number] { return picture }
    // What is no longer needed lends its memory to what comes.
    var free = Array(ready.values)
    ready = [:]
    for wanted in run(from: frame, first: number).reversed() {
      let picture = free.popLast() ?? make()
      try reader.draw(frame: wanted, with: fitter, into: picture)
      finish(picture)
      ready[wanted] = picture
    }
    return ready[number]!
  }

  /// Draws a picture that is shown once where it is wanted: kept, it would only be copied.
  func draw(frame: Int, into canvas: Picture) throws {
    let number = clock.number(frame: frame)
    let isShownOnce = frame + 1 >= frames || clock.number(frame: frame + 1) != number
    guard capacity == 1, isShownOnce, ready[number] == nil else {
      return canvas.copy(from: try picture(frame: frame))
    }
    try reader.draw(frame: number, with: fitter, into: canvas)
    finish(canvas)
  }

  /// The pictures from a frame on, as long as they go backwards and there is room.
  private func run(from frame: Int, first: Int) -> [Int] {
    var numbers = [first]
    var next = frame + 1
    while numbers.count < capacity, next < frames {
      let number = clock.number(frame: next)
      if number > numbers.last! { break }
      if number < numbers.last! { numbers.append(number) }
      next += 1
    }
    return numbers
  }
}
