/// `fade`.
final class CrossFade: TransitionRenderer {
  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    target.mix(first, second, weight: progress.of(256))
  }
}
