internal import MediaEngine
internal import StageCatalog

/// Timed text over the frames of a span or a segment.
final class TextTrack {
  private let renderer: TextCanvas
  private let layer: TextLayer
  /// Whether the frame that was prepared last differs from the one before it.
  private(set) var isChanged = false

  init(script: String, canvas: Canvas, fonts: [String]) throws {
    renderer = try TextCanvas(width: canvas.width, height: canvas.height, fonts: fonts)
    try renderer.load(script: script)
    layer = TextLayer(width: canvas.width, height: canvas.height)
  }

  /// Whether nothing shows in a frame. Frames are to be asked for in order.
  func prepare(frame: Int) -> Bool {
    let (bitmaps, changed) = renderer.bitmaps(
      atMilliseconds: ScriptClock.milliseconds(frame: frame))
    if changed { layer.set(bitmaps) }
    isChanged = changed
    return !layer.isEmpty
  }

  func draw(frame: Int, onto picture: Picture) {
    if prepare(frame: frame) { layer.draw(onto: picture) }
  }

  /// The text of the frame that was prepared last, as a premultiplied picture and the part of it
  /// that is not transparent.
  var content: (picture: Picture, part: PixelRectangle)? { layer.content }

  /// Lays the text of the frame that was prepared last over a picture.
  func drawPrepared(onto picture: Picture) { layer.draw(onto: picture) }
}
