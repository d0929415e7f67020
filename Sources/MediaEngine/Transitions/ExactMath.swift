/// Functions made of the four operations and the square root, which every processor computes
/// alike; the C library's may differ in the last bit between processors and versions.
enum ExactMath {
  static let pi = 3.14159265358979323846

  /// 0 below `from`, 1 above `to`, and a curve with level ends between.
  static func smoothStep(from: Double, to: Double, _ value: Double) -> Double {
    let place = max(0, min(1, (value - from) / (to - from)))
    return place * place * (3 - 2 * place)
  }

  /// The value for which ``smoothStep(from:to:_:)`` between 0 and 1 gives `value`.
  static func inverseSmoothStep(_ value: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if smoothStep(from: 0, to: 1, middle) < value { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The natural logarithm of what is above 0.
  static func logarithm(_ value: Double) -> Double {
    let logarithmOfTwo = 0.69314718055994530942
    var rest = value
    var sum = 0.0
    while rest < 0.75 {
      rest *= 2
      sum -= logarithmOfTwo
    }
    while rest > 1.5 {
      rest /= 2
      sum += logarithmOfTwo
    }
    // ln x = 2 · (t + t³/3 + t⁵/5 + …) with t = (x − 1) / (x + 1), here at most a fifth.
    let step = (rest - 1) / (rest + 1)
    var power = step
    var series = 0.0
    for number in stride(from: 1.0, through: 19, by: 2) {
      series += power / number
      power *= step * step
    }
    return sum + 2 * series
  }

  /// The exponential function, for -40…40.
  static func exponential(_ value: Double) -> Double {
    // e^x = (e^(x/64))^64.
    let small = value / 64
    var (sum, term) = (1.0, 1.0)
    for number in 1...12 {
      term *= small / Double(number)
      sum += term
    }
    for _ in 0..<6 { sum *= sum }
    return sum
  }

  /// The angle of the place (x, y) as seen from the origin, -π…π, 0 to the right.
  static func angle(x: Double, y: Double) -> Double {
    if x == 0, y == 0 { return 0 }
    let (low, high) = abs(x) < abs(y) ? (abs(x), abs(y)) : (abs(y), abs(x))
    // Halved twice: what is left is at most π/16.
    var ratio = low / high
    for _ in 0..<2 { ratio /= 1 + (1 + ratio * ratio).squareRoot() }
    var (sum, power) = (0.0, ratio)
    for number in stride(from: 1.0, through: 21, by: 2) {
      sum += power / number
      power *= -ratio * ratio
    }
    var angle = 4 * sum
    if abs(x) < abs(y) { angle = pi / 2 - angle }
    if x < 0 { angle = pi - angle }
    return y < 0 ? -angle : angle
  }
}
