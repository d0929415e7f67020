internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// A script's own events over the frames of a segment.
final class ScriptOverlay {
  private let track: ScriptTrack
  private let canvas: Canvas
  private let renderer: ScriptCanvas
  private let layer: TextLayer

  init(_ track: ScriptTrack, canvas: Canvas, fonts: [String]) throws {
    self.track = track
    self.canvas = canvas
    renderer = try ScriptCanvas(
      width: canvas.width, height: canvas.height, fonts: fonts, family: track.font,
      head: track.head,
      events: track.events.map {
        .init(start: $0.start, end: $0.end, layer: $0.layer, fields: $0.fields)
      })
    layer = TextLayer(width: canvas.width, height: canvas.height)
    // What gave way to what is decided when a text appears: let all appear in their order.
    let starts = Set(track.events.map(\.start).filter { $0 < 0 }).sorted()
    for start in starts {
      let frame = firstFrame(from: start)
      if frame < 0 { prepare(frame: frame) }
    }
  }

  /// The first frame that shows an event; frames before the segment are negative.
  private func firstFrame(from start: Int) -> Int {
    var frame = start * canvas.frameRate.numerator / (1000 * canvas.frameRate.denominator) - 1
    while time(frame) < start { frame += 1 }
    return frame
  }

  private func time(_ frame: Int) -> Int {
    track.milliseconds(ofFrame: frame, frameRate: canvas.frameRate)
  }

  private func prepare(frame: Int) {
    let (bitmaps, changed) = renderer.bitmaps(atMilliseconds: time(frame))
    if changed { layer.set(bitmaps) }
  }

  /// Lays what shows in a frame over a picture. Frames are to be asked for in order.
  func draw(frame: Int, onto picture: Picture) {
    prepare(frame: frame)
    if !layer.isEmpty { layer.draw(onto: picture) }
  }
}
