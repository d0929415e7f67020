/// A point in fractions of a width and a height, the origin at the top left.
public struct UnitPoint: Hashable, Sendable, Codable {
  public var x: Rational
  public var y: Rational

  public init(x: Rational, y: Rational) {
    self.x = x
    self.y = y
  }

  public static let center = UnitPoint(.center)

  /// The point at which an anchor stands: a corner, the middle of an edge, or the middle.
  public init(_ anchor: Anchor) {
    let half = Rational(1, 2)
    switch anchor {
    case .topLeft, .left, .bottomLeft: x = .zero
    case .top, .center, .bottom: x = half
    case .topRight, .right, .bottomRight: x = Rational(1)
    }
    switch anchor {
    case .topLeft, .top, .topRight: y = .zero
    case .left, .center, .right: y = half
    case .bottomLeft, .bottom, .bottomRight: y = Rational(1)
    }
  }
}
