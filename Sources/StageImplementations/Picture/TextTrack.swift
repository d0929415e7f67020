internal import MediaEngine
internal import StageCatalog

/// Timed text over the frames of a span or a segment.
final class TextTrack {
  private let frames: any TextFrames
  private let layer: TextLayer
  /// Whether the frame that was prepared last differs from the one before it.
  private(set) var isChanged = false

  init(_ frames: any TextFrames, canvas: Canvas) {
    self.frames = frames
    layer = TextLayer(width: canvas.width, height: canvas.height)
  }

  /// Whether something shows in a frame. Frames are to be asked for in order.
  func prepare(frame: Int) -> Bool {
    let (bitmaps, emoji, changed) = frames.frame(frame)
    if changed { layer.set(bitmaps, emoji: emoji) }
    isChanged = changed
    return !layer.isEmpty
  }

  func draw(frame: Int, onto picture: Picture) {
    if prepare(frame: frame) { layer.draw(onto: picture) }
  }

  /// The text of the frame that was prepared last, as a premultiplied picture and the part of it
  /// that is not transparent.
  var content: (picture: Picture, part: PixelRectangle)? { layer.content }
}
