/// `fadeblack`, `fadewhite`, `fadegrays`: the first picture soon gives way to a ground, out of
/// which the second one comes more slowly.
final class GroundFade: TransitionRenderer {
  enum Ground {
    /// An even grey of this luma.
    case luma(Int)
    /// Each picture without its colours.
    case grey
  }

  private let ground: Ground

  init(_ ground: Ground) { self.ground = ground }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    let rest = 1 - progress.fraction
    let firstShare = rest * ExactMath.smoothStep(from: 0.8, to: 1, rest)
    let secondShare = progress.fraction * (1 - ExactMath.smoothStep(from: 0.2, to: 1, rest))
    let weights = (Int((firstShare * 256).rounded()), Int((secondShare * 256).rounded()))
    let level: Int
    let lumaWeights: (Int, Int)
    switch ground {
    case .luma(let luma):
      level = luma
      lumaWeights = weights
    case .grey:
      level = 0
      lumaWeights = (256 - progress.of(256), progress.of(256))
    }
    for (planes, weights, level) in [
      ((first.luma, second.luma, target.luma), lumaWeights, level),
      ((first.blue, second.blue, target.blue), weights, 128),
      ((first.red, second.red, target.red), weights, 128),
    ] {
      for row in 0..<planes.2.height {
        BlendRows.mix(
          planes.0.row(row), weight: weights.0, planes.1.row(row), weight: weights.1,
          level: level, into: planes.2.row(row), count: planes.2.width)
      }
    }
  }
}
