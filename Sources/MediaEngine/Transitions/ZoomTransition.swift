/// `zoomin`: the camera goes into the first picture, which then fades.
final class ZoomTransition: TransitionRenderer {
  private let sampler = PictureSampler(kernel: .bilinear)
  private let zoomed: Picture

  init(width: Int, height: Int) { zoomed = Picture(width: width, height: height) }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    let rest = 1 - progress.fraction
    let weight = Int((256 * (1 - ExactMath.smoothStep(from: 0, to: 0.5, rest))).rounded())
    // In the end it is a few pixels that fill the frame.
    let least = 2 / Double(min(first.width, first.height))
    let part = max(least, ExactMath.smoothStep(from: 0.5, to: 1, rest))
    let (width, height) = (Double(first.width), Double(first.height))
    let view = PictureSampler.View(
      x: width * (1 - part) / 2, y: height * (1 - part) / 2, width: width * part,
      height: height * part)
    if weight == 0 {
      sampler.draw(first, view: view, into: target)
    } else {
      sampler.draw(first, view: view, into: zoomed)
      target.mix(zoomed, second, weight: weight)
    }
  }
}
