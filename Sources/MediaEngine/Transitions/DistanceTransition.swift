/// `distance`: pixels fade, and those whose colours differ the most jump ahead.
final class DistanceTransition: TransitionRenderer {
  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    let width = target.width
    let share = 255 * progress.rest
    let limit = Int32(share * share / (TransitionProgress.one * TransitionProgress.one))
    let weight = UInt16(progress.of(256))
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 3 * width) { memory in
      let weights = memory.baseAddress!
      let chromaWeights = weights + 2 * width
      for pair in 0..<(target.height / 2) {
        for half in 0..<2 {
          let row = 2 * pair + half
          weigh(
            first, second, row, limit: limit, weight: weight, into: weights + half * width)
          BlendRows.mix(
            first.luma.row(row), second.luma.row(row), weights: weights + half * width,
            into: target.luma.row(row), count: width)
        }
        BlendRows.average(weights: weights, width: width, into: chromaWeights)
        for (first, second, target) in [
          (first.blue, second.blue, target.blue), (first.red, second.red, target.red),
        ] {
          BlendRows.mix(
            first.row(pair), second.row(pair), weights: chromaWeights, into: target.row(pair),
            count: width / 2)
        }
      }
    }
  }

  /// - Parameter limit: The square of the distance from which on a pixel is the second picture's.
  private func weigh(
    _ first: Picture, _ second: Picture, _ row: Int, limit: Int32, weight: UInt16,
    into weights: UnsafeMutablePointer<UInt16>
  ) {
    let (a, b) = (first.luma.row(row), second.luma.row(row))
    let (aBlue, bBlue) = (first.blue.row(row / 2), second.blue.row(row / 2))
    let (aRed, bRed) = (first.red.row(row / 2), second.red.row(row / 2))
    for x in 0..<(first.width / 2) {
      let blue = Int32(aBlue[x]) &- Int32(bBlue[x])
      let red = Int32(aRed[x]) &- Int32(bRed[x])
      let colour = blue &* blue &+ red &* red
      let left = Int32(a[2 * x]) &- Int32(b[2 * x])
      let right = Int32(a[2 * x + 1]) &- Int32(b[2 * x + 1])
      weights[2 * x] = colour &+ left &* left > limit ? 256 : weight
      weights[2 * x + 1] = colour &+ right &* right > limit ? 256 : weight
    }
  }
}
