/// All transitions in which each pixel changes at a moment of its own.
final class MaskTransition: TransitionRenderer {
  private let mask: MomentMask

  init(_ field: MomentField, width: Int, height: Int) {
    mask = MomentMask(field, width: width, height: height)
  }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    mask.draw(from: first, to: second, share: progress.fraction, into: target)
  }
}
