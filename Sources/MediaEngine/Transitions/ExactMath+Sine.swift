extension ExactMath {
  /// The sine of an angle, to about 15 digits after the point for angles up to some thousands of
  /// turns.
  static func sine(_ angle: Double) -> Double {
    let (quarters, rest) = reduced(angle)
    return switch quarters & 3 {
    case 0: sineSeries(rest)
    case 1: cosineSeries(rest)
    case 2: -sineSeries(rest)
    default: -cosineSeries(rest)
    }
  }

  /// The cosine of an angle, as exact as ``sine(_:)``.
  static func cosine(_ angle: Double) -> Double {
    let (quarters, rest) = reduced(angle)
    return switch quarters & 3 {
    case 0: cosineSeries(rest)
    case 1: -sineSeries(rest)
    case 2: -cosineSeries(rest)
    default: sineSeries(rest)
    }
  }

  /// The nearest number of right angles, and what is left, at most π/4 either way.
  private static func reduced(_ angle: Double) -> (quarters: Int, rest: Double) {
    let quarters = (angle / (pi / 2)).rounded()
    // π/2 in two parts, of which the first one has few digits: its multiples are exact.
    let rest = angle - quarters * 1.5707963267341256 - quarters * 6.077100506506192e-11
    return (Int(quarters), rest)
  }

  /// x − x³/3! + x⁵/5! − …, from the smallest term on.
  private static func sineSeries(_ x: Double) -> Double {
    var sum = 1.0
    for number in stride(from: 18.0, through: 2, by: -2) {
      sum = 1 - sum * x * x / (number * (number + 1))
    }
    return x * sum
  }

  /// 1 − x²/2! + x⁴/4! − …, from the smallest term on.
  private static func cosineSeries(_ x: Double) -> Double {
    var sum = 1.0
    for number in stride(from: 17.0, through: 1, by: -2) {
      sum = 1 - sum * x * x / (number * (number + 1))
    }
    return sum
  }
}
