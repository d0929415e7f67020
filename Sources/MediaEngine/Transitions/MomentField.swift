/// When each pixel changes from the first picture to the second, and how long that takes; times
/// are shares of the transition, from 0 to 1.
struct MomentField {
  /// How the moments are given: by the middle of a column, of a row, or of a pixel, from 0 at the
  /// left and at the top to 1.
  enum Moments {
    case columns((_ u: Double) -> Double)
    case rows((_ v: Double) -> Double)
    case pixels((_ u: Double, _ v: Double) -> Double)
    /// By the pixel's numbers.
    case numbered((_ x: Int, _ y: Int) -> Double)
  }

  let moments: Moments
  /// How long a pixel takes to change; 0 is at once.
  let softness: Double

  static func columns(_ softness: Double, _ moment: @escaping (_ u: Double) -> Double) -> Self {
    Self(moments: .columns(moment), softness: softness)
  }

  static func rows(_ softness: Double, _ moment: @escaping (_ v: Double) -> Double) -> Self {
    Self(moments: .rows(moment), softness: softness)
  }

  static func pixels(
    _ softness: Double, _ moment: @escaping (_ u: Double, _ v: Double) -> Double
  ) -> Self {
    Self(moments: .pixels(moment), softness: softness)
  }

  /// By the distance from the middle, which is 1 in the corners.
  static func circle(
    _ softness: Double, _ width: Int, _ height: Int,
    _ moment: @escaping (_ radius: Double) -> Double
  ) -> Self {
    let size = (x: Double(width) / 2, y: Double(height) / 2)
    let corner = (size.x * size.x + size.y * size.y).squareRoot()
    return pixels(softness) { u, v in
      let x = (2 * u - 1) * size.x
      let y = (2 * v - 1) * size.y
      return moment((x * x + y * y).squareRoot() / corner)
    }
  }

  /// A hand that goes round, from the top to the right.
  static func radial(_ width: Int, _ height: Int) -> Self {
    let turn = 2.5 * ExactMath.pi
    return pixels(1 / turn) { u, v in
      // The angle is 0 downwards.
      let angle = ExactMath.angle(
        x: (v - 0.5) * Double(height), y: (u - 0.5) * Double(width))
      return (turn / 2 - angle) / turn
    }
  }

  /// Every pixel at a time of its own.
  static var noise: Self {
    Self(moments: .numbered { x, y in randomShare(x, y) }, softness: 0)
  }

  /// Ten stripes, each of which grows from its edge, one after another.
  static func slice(_ place: Double) -> Double {
    let stripes = 10 * place
    let inside = stripes - stripes.rounded(.down)
    return (1 - place + 0.5 * ExactMath.inverseSmoothStep(inside)) / 1.5
  }

  /// Lines of which some are ahead of others.
  ///
  /// - Parameters:
  ///   - lines: How many there are.
  ///   - isAcross: Whether lines are rows; else columns.
  ///   - place: How far along its line a pixel lies.
  static func wind(
    _ lines: Int, isAcross: Bool, _ place: @escaping (_ u: Double, _ v: Double) -> Double
  ) -> Self {
    let lead = (0..<lines).map { randomShare(isAcross ? 0 : $0, isAcross ? $0 : 0) }
    return pixels(1 / 6) { u, v in
      let line = Int((isAcross ? v : u) * Double(lines))
      return (0.8 * place(u, v) + 0.2 * lead[line]) / 1.2
    }
  }

  /// A number from 0 to 1 that looks random and depends on the place alone.
  private static func randomShare(_ x: Int, _ y: Int) -> Double {
    var value =
      UInt32(truncatingIfNeeded: x) &* 0x9E37_79B1 ^ UInt32(truncatingIfNeeded: y) &* 0x85EB_CA77
    value = (value ^ value >> 15) &* 0x2C1B_3C6D
    value = (value ^ value >> 12) &* 0x297A_2D39
    return Double((value ^ value >> 15) >> 16) / 65536
  }
}
