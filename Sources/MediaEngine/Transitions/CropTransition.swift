internal import FilmVocabulary

/// `circlecrop` and `rectcrop`: the first picture shrinks into black, and the second grows out of
/// it.
final class CropTransition: TransitionRenderer {
  private let mask: MomentMask
  /// The opening for a distance from the transition's middle, both from 0 to 1.
  private let opening: (Double) -> Double
  private let black: Picture

  private init(
    _ field: MomentField, width: Int, height: Int, opening: @escaping (Double) -> Double
  ) {
    mask = MomentMask(field, width: width, height: height)
    self.opening = opening
    black = Picture(width: width, height: height)
    black.fill(.black)
  }

  static func circle(width: Int, height: Int) -> CropTransition {
    // An edge of two pixels.
    let corner = (Double(width * width + height * height)).squareRoot() / 2
    return CropTransition(
      .circle(min(1, 2 / corner), width, height) { $0 }, width: width, height: height
    ) { $0 * $0 * $0 }
  }

  static func rectangle(width: Int, height: Int) -> CropTransition {
    CropTransition(
      .pixels(0) { u, v in 2 * max(abs(u - 0.5), abs(v - 0.5)) }, width: width, height: height
    ) { $0 }
  }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    let shown = progress.share < TransitionProgress.one / 2 ? first : second
    mask.draw(
      from: black, to: shown, share: opening(abs(2 * progress.fraction - 1)), into: target)
  }
}
