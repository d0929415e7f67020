internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Something that lies over a shot for some of its frames.
enum OverlayLayer {
  case picture(Picture, x: Int, y: Int, opacity: Int, frames: Range<Int>)
  /// Texts that follow each other without a picture between them.
  case text(TextTrack, frames: [Range<Int>])

  /// The layers of a shot, the last on top.
  static func layers(
    of overlays: [Overlay], frames: Int, factory: PartFactory, fonts: [String]
  ) throws -> [OverlayLayer] {
    var layers: [OverlayLayer] = []
    var texts: [Overlay] = []
    func finishTexts() throws {
      guard !texts.isEmpty else { return }
      let setter = try TextSetter(canvas: factory.canvas, fonts: fonts)
      let track = TextTrack(try OverlayFrames(texts, setter: setter), canvas: factory.canvas)
      layers.append(.text(track, frames: texts.map { $0.start..<max($0.start, $0.end) }))
      texts = []
    }
    for overlay in overlays {
      switch overlay.content {
      case .text, .title: texts.append(overlay)
      case .picture(let input):
        try finishTexts()
        let picture = try factory.still(input)
        let place = origin(
          of: picture, anchor: overlay.anchor, canvas: factory.canvas)
        layers.append(
          .picture(
            picture, x: place.x, y: place.y, opacity: (overlay.opacity * Rational(256)).rounded,
            frames: overlay.start..<max(overlay.start, overlay.end)))
      }
    }
    try finishTexts()
    return layers
  }

  func isVisible(frame: Int) -> Bool {
    switch self {
    case .picture(_, _, _, let opacity, let frames): opacity > 0 && frames.contains(frame)
    case .text(_, let frames): frames.contains { $0.contains(frame) }
    }
  }

  func draw(frame: Int, onto canvas: Picture) {
    switch self {
    case .picture(let picture, let x, let y, let opacity, _):
      canvas.composite(picture, x: x, y: y, opacity: opacity)
    case .text(let track, _):
      track.draw(frame: frame, onto: canvas)
    }
  }

  /// Pictures keep this share of the canvas's height free at its edges.
  private static let margin = Rational(1, 25)

  /// Where a picture's left and top edges lie: even, so that its chroma keeps its place.
  static func origin(
    of picture: Picture, anchor: Anchor, canvas: Canvas
  ) -> (x: Int, y: Int) {
    let margin = (Rational(canvas.height) * margin).rounded
    let x =
      switch anchor {
      case .topLeft, .left, .bottomLeft: margin
      case .top, .center, .bottom: (canvas.width - picture.width) / 2
      case .topRight, .right, .bottomRight: canvas.width - picture.width - margin
      }
    let y =
      switch anchor {
      case .topLeft, .top, .topRight: margin
      case .left, .center, .right: (canvas.height - picture.height) / 2
      case .bottomLeft, .bottom, .bottomRight: canvas.height - picture.height - margin
      }
    return (x & ~1, y & ~1)
  }
}
