internal import FilmVocabulary
internal import MediaEngine
internal import StageCatalog

/// Draws the frames of one shot over one span: its parts, and what lies over them.
final class ShotRenderer {
  private let shot: Shot
  private let factory: PartFactory
  private let layers: [OverlayLayer]
  private let canvas: Picture
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
    canvas = Picture(width: factory.canvas.width, height: factory.canvas.height)
  }

  /// - Parameter frame: Of the span; no frame comes before the one asked for last.
  /// - Returns: A picture that is valid until the next call.
  func picture(frame: Int) throws -> Picture {
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
    let picture = try renderer.picture(frame: frame - shot.parts[number].start)
    let visible = layers.filter { $0.isVisible(frame: frame) }
    guard !visible.isEmpty else { return picture }
    canvas.copy(from: picture)
    for layer in visible { try layer.draw(frame: frame, onto: canvas) }
    return canvas
  }
}
