internal import MediaEngine
internal import StageCatalog

/// A script in the form of Advanced SubStation Alpha, on the clock of ``ScriptClock``.
final class ScriptFrames: TextFrames {
  private let renderer: TextCanvas

  init(script: String, canvas: Canvas, fonts: [String]) throws {
    renderer = try TextCanvas(width: canvas.width, height: canvas.height, fonts: fonts)
    try renderer.load(script: script)
  }

  func frame(_ frame: Int) -> (bitmaps: [TextBitmap], emoji: [ColorBitmap], isChanged: Bool) {
    let (bitmaps, changed) = renderer.bitmaps(
      atMilliseconds: ScriptClock.milliseconds(frame: frame))
    return (bitmaps, [], changed)
  }
}
