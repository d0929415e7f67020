internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Something that lies over a shot for some of its frames.
final class OverlayLayer {
  private enum Content {
    case picture(any PictureRenderer)
    /// Texts that follow each other without a picture between them and stand still.
    case texts(TextTrack)
    /// One text that moves, or stands at a point.
    case text(TextTrack)
  }

  private let content: Content
  private let frames: [Range<Int>]
  /// The overlay of one picture or one text.
  private let overlay: Overlay?
  private let canvas: Canvas
  private let placed = PlacedLayer()
  private var version = 0

  private init(
    _ content: Content, frames: [Range<Int>], overlay: Overlay?, canvas: Canvas
  ) {
    self.content = content
    self.frames = frames
    self.overlay = overlay
    self.canvas = canvas
  }

  /// The layers of a shot, the last on top.
  static func layers(
    of overlays: [Overlay], frames: Int, factory: PartFactory, fonts: [String]
  ) throws -> [OverlayLayer] {
    let canvas = factory.canvas
    var layers: [OverlayLayer] = []
    var texts: [Overlay] = []
    func track(_ texts: [Overlay]) throws -> TextTrack {
      let setter = try TextSetter(canvas: canvas, fonts: fonts)
      return TextTrack(try OverlayFrames(texts, setter: setter), canvas: canvas)
    }
    func finishTexts() throws {
      guard !texts.isEmpty else { return }
      layers.append(
        OverlayLayer(
          .texts(try track(texts)), frames: texts.map(\.frames), overlay: nil, canvas: canvas))
      texts = []
    }
    for overlay in overlays {
      let moves = overlay.entrance != nil || overlay.exit != nil
      switch overlay.content {
      case .text, .title:
        if !moves, overlay.point == nil {
          texts.append(overlay)
          continue
        }
        try finishTexts()
        layers.append(
          OverlayLayer(
            .text(try track([overlay])), frames: [overlay.frames], overlay: overlay,
            canvas: canvas))
      case .picture(let picture):
        try finishTexts()
        let renderer = try factory.renderer(of: picture, frames: overlay.frames.count)
        layers.append(
          OverlayLayer(
            .picture(renderer), frames: [overlay.frames], overlay: overlay, canvas: canvas))
      }
    }
    try finishTexts()
    return layers
  }

  func isVisible(frame: Int) -> Bool {
    if case .picture = content, overlay?.opacity == .zero { return false }
    return frames.contains { $0.contains(frame) }
  }

  /// - Parameter frame: Of the span; no frame comes before the one asked for last.
  func draw(frame: Int, onto target: Picture) throws {
    switch content {
    case .texts(let track): track.draw(frame: frame, onto: target)
    case .text(let track):
      guard let overlay, track.prepare(frame: frame), let words = track.content else { return }
      placed.set(words.picture, part: words.part, isChanged: track.isChanged)
      let origin =
        overlay.point.map {
          self.origin(width: words.part.width, height: words.part.height, at: $0)
        }
        ?? (words.part.x, words.part.y)
      // The words' own opacity is in their colours.
      draw(overlay, at: origin, opacity: Rational(1), frame: frame, onto: target)
    case .picture(let renderer):
      guard let overlay else { return }
      let picture = try renderer.picture(frame: frame - overlay.start)
      placed.set(picture, isChanged: renderer.version != version)
      version = renderer.version
      let point = overlay.point ?? UnitPoint(overlay.anchor)
      draw(
        overlay, at: origin(width: picture.width, height: picture.height, at: point),
        opacity: overlay.opacity, frame: frame, onto: target)
    }
  }

  private func draw(
    _ overlay: Overlay, at origin: (x: Int, y: Int), opacity: Rational, frame: Int,
    onto target: Picture
  ) {
    let state = OverlayAnimation(
      entrance: overlay.entrance, exit: overlay.exit, frame: frame,
      box: (origin.x, origin.y, placed.content.width, placed.content.height), canvas: canvas)
    let visible = (opacity * Rational(256 * state.opacity, OverlayAnimation.one)).rounded
    guard visible > 0 else { return }
    placed.draw(
      onto: target, x: origin.x + state.x, y: origin.y + state.y, scale: state.scale,
      opacity: visible)
  }

  /// Where the left and top edges lie of what stands at a point of the room that it leaves free.
  private func origin(width: Int, height: Int, at point: UnitPoint) -> (x: Int, y: Int) {
    let margin = (Rational(canvas.height) * (overlay?.margin ?? .zero)).rounded
    func place(_ share: Rational, _ size: Int, of whole: Int) -> Int {
      margin + (share * Rational(whole - 2 * margin - size)).rounded
    }
    return (
      place(point.x, width, of: canvas.width), place(point.y, height, of: canvas.height)
    )
  }
}

extension Overlay {
  fileprivate var frames: Range<Int> { start..<max(start, end) }
}
