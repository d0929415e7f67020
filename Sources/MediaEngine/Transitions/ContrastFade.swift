/// `fadefast` and `fadeslow`: a sample fades at a pace that depends on how much it has to change.
final class ContrastFade: TransitionRenderer {
  private let isFast: Bool

  /// - Parameter isFast: Whether large changes are quick; else small ones are.
  init(isFast: Bool) { self.isFast = isFast }

  func draw(
    from first: Picture, to second: Picture, at progress: TransitionProgress,
    into target: Picture
  ) {
    // The second picture's weight for each difference.
    let rest = ExactMath.logarithm(Double(max(1, progress.rest)) / Double(TransitionProgress.one))
    let table = (0..<256).map { difference in
      let change = Double(difference) / 255
      let exponent = 1 + ExactMath.logarithm(isFast ? 1 + change : 2 - change)
      return UInt16(256 - (ExactMath.exponential(rest * exponent) * 256).rounded())
    }
    table.withUnsafeBufferPointer { table in
      Picture.eachPlane(first, second, target) { first, second, target in
        for row in 0..<target.height {
          let (a, b, to) = (first.row(row), second.row(row), target.row(row))
          for x in 0..<target.width {
            let (from, into) = (UInt16(a[x]), UInt16(b[x]))
            let weight = table[Int(from > into ? from &- into : into &- from)]
            to[x] = UInt8(
              truncatingIfNeeded: (from &* (256 &- weight) &+ into &* weight &+ 128) >> 8)
          }
        }
      }
    }
  }
}
