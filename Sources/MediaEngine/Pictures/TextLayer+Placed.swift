extension TextLayer {
  /// Text of which all that lies on a canvas is in a layer just large enough.
  ///
  /// - Returns: `nil` if nothing lies on the canvas.
  public static func placed(
    _ bitmaps: [TextBitmap], emoji: [ColorBitmap] = [], canvasWidth: Int, canvasHeight: Int
  ) -> (layer: TextLayer, x: Int, y: Int)? {
    var (left, top, right, bottom) = (Int.max, Int.max, Int.min, Int.min)
    for place in bitmaps.map({ ($0.x, $0.y, $0.width, $0.height) })
      + emoji.map({ ($0.x, $0.y, $0.width, $0.height) })
    {
      left = min(left, place.0)
      top = min(top, place.1)
      right = max(right, place.0 + place.2)
      bottom = max(bottom, place.1 + place.3)
    }
    left = max(left, 0) & ~1
    top = max(top, 0) & ~1
    right = (min(right, canvasWidth) + 1) & ~1
    bottom = (min(bottom, canvasHeight) + 1) & ~1
    guard left < right, top < bottom else { return nil }
    let layer = TextLayer(width: right - left, height: bottom - top)
    layer.set(
      bitmaps.map {
        var moved = $0
        moved.x -= left
        moved.y -= top
        return moved
      },
      emoji: emoji.map {
        var moved = $0
        moved.x -= left
        moved.y -= top
        return moved
      })
    return (layer, left, top)
  }
}
