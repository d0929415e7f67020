/// `hblur`: both pictures fade while they are smeared along the rows, at most over half of the
/// width.
final class BlurTransition: TransitionRenderer {
  private let mixed: Picture

  init(width: Int, height: Int) { mixed = Picture(width: width, height: height) }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    // The blur of a mix is the mix of the blurs.
    mixed.mix(first, second, weight: progress.of(256))
    let strength = 2 * min(progress.share, progress.rest)
    let reach = 1 + target.width / 2 * strength / TransitionProgress.one
    for (source, target, reach) in [
      (mixed.luma, target.luma, reach), (mixed.blue, target.blue, (reach + 1) / 2),
      (mixed.red, target.red, (reach + 1) / 2),
    ] {
      for row in 0..<target.height {
        blur(source.row(row), into: target.row(row), count: target.width, reach: reach)
      }
    }
  }

  /// Each pixel becomes the mean of itself and those behind it, `reach` in all, or as many as
  /// there are.
  private func blur(
    _ source: UnsafeMutablePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int,
    reach: Int
  ) {
    var sum: UInt64 = 0
    for x in 0..<reach { sum &+= UInt64(source[x]) }
    let one: UInt64 = 1 << 32
    let inside = count - reach
    var factor = one / UInt64(reach)
    for x in 0..<inside {
      target[x] = UInt8(truncatingIfNeeded: (sum &* factor &+ one / 2) >> 32)
      sum = sum &+ UInt64(source[x + reach]) &- UInt64(source[x])
    }
    for x in inside..<count {
      factor = one / UInt64(count - x)
      target[x] = UInt8(truncatingIfNeeded: (sum &* factor &+ one / 2) >> 32)
      sum = sum &- UInt64(source[x])
    }
  }
}
