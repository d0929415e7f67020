internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// The texts over a shot, the last on top. Each is set by itself: texts at one anchor lie over
/// each other rather than push each other aside, which would depend on where a span begins.
final class OverlayFrames: TextFrames {
  private struct Text {
    var frames: Range<Int>
    var opacity: Rational
    var placed: TextSetter.Placed
  }

  private let setter: TextSetter
  private var texts: [Text] = []
  private var shown: [Int]?
  private var last: (bitmaps: [TextBitmap], emoji: [ColorBitmap]) = ([], [])

  /// - Parameter overlays: In drawing order; pictures among them are left out.
  init(_ overlays: [Overlay], setter: TextSetter) throws {
    self.setter = setter
    for overlay in overlays {
      let paragraphs: [TextParagraph]
      let style: TextStyle
      switch overlay.content {
      case .picture: continue
      case .text(let piece, let own):
        style = own
        paragraphs = [try setter.paragraph(piece, style: own)]
      case .title(let piece, let subtitle, let own):
        style = own
        paragraphs = [
          try setter.paragraph(piece, style: own),
          try setter.paragraph(subtitle, style: own, size: own.size / Rational(2)),
        ]
      }
      let block = try setter.block(paragraphs, style: style)
      texts.append(
        Text(
          frames: max(overlay.start, 0)..<max(overlay.start, overlay.end, 0),
          opacity: overlay.opacity,
          // What stands at a point is moved there once it has been drawn.
          placed: setter.place(
            block, anchor: overlay.point == nil ? overlay.anchor : .center, style: style)))
    }
  }

  func frame(_ frame: Int) -> (bitmaps: [TextBitmap], emoji: [ColorBitmap], isChanged: Bool) {
    let visible = texts.indices.filter { texts[$0].frames.contains(frame) }
    guard visible != shown else { return (last.bitmaps, last.emoji, false) }
    shown = visible
    last = ([], [])
    for index in visible {
      let drawn = setter.draw(texts[index].placed)
      let opacity = (texts[index].opacity * Rational(256)).rounded
      last.bitmaps += drawn.bitmaps(opacity: opacity)
      last.emoji += drawn.emoji(opacity: opacity)
    }
    return (last.bitmaps, last.emoji, true)
  }
}
