/// `squeezeh` and `squeezev`: the first picture is squeezed to a line in the middle, before the
/// second one.
final class SqueezeTransition: TransitionRenderer {
  private let isAcross: Bool
  private let sampler = PictureSampler(kernel: .bilinear)

  /// - Parameter isAcross: Whether the picture gets narrow; else it gets low.
  init(isAcross: Bool) { self.isAcross = isAcross }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    target.copy(from: second)
    // Even, so that chroma covers neither picture by half.
    let length = isAcross ? target.width : target.height
    let kept = (length - progress.of(length) + 1) & ~1
    guard kept > 0 else { return }
    let start = ((length - kept) / 2) & ~1
    let squeezed = Picture(
      width: isAcross ? kept : target.width, height: isAcross ? target.height : kept)
    sampler.draw(
      first,
      view: .init(x: 0, y: 0, width: Double(first.width), height: Double(first.height)),
      into: squeezed)
    let part = target.part(
      PixelRectangle(
        x: isAcross ? start : 0, y: isAcross ? 0 : start, width: squeezed.width,
        height: squeezed.height))
    for (target, source) in zip(part.planes, squeezed.planes) { target.copy(from: source) }
  }
}
