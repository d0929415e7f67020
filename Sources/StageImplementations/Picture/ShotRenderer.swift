internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Draws the frames of one shot over one span: its parts, and what lies over them.
final class ShotRenderer {
  private let shot: Shot
  private let factory: PartFactory
  private let layers: [OverlayLayer]
  private let frames: Int
  private var part: (number: Int, renderer: any PartRenderer)?

  /// - Parameters:
  ///   - frames: Length of the span.
  ///   - fonts: Paths of the files of all fonts that texts use.
  init(_ shot: Shot, frames: Int, factory: PartFactory, fonts: [String]) throws {
    self.shot = shot
    self.factory = factory
    self.frames = frames
    layers = try OverlayLayer.layers(
      of: shot.overlays, frames: frames, factory: factory, fonts: fonts)
  }

  /// - Parameters:
  ///   - frame: Of the span; no frame comes before the one asked for last.
  ///   - canvas: All of it is drawn anew.
  func draw(frame: Int, into canvas: Picture) throws {
    let number = max(0, (shot.parts.lastIndex { $0.start <= frame }) ?? 0)
    let renderer: any PartRenderer
    if let part, part.number == number {
      renderer = part.renderer
    } else {
      // The renderer before is done with: the next may go on with its file, or have it closed.
      part = nil
      let end = number + 1 < shot.parts.count ? shot.parts[number + 1].start : frames
      renderer = try factory.renderer(
        of: shot.parts[number], frames: end - shot.parts[number].start)
      part = (number, renderer)
    }
    try renderer.draw(frame: frame - shot.parts[number].start, into: canvas)
    for layer in layers where layer.isVisible(frame: frame) {
      try layer.draw(frame: frame, onto: canvas)
    }
  }
}
