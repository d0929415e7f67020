/// A part of a picture in fractions of its width and height, the origin at the top left.
public struct UnitRectangle: Hashable, Sendable, Codable {
  public var x: Rational
  public var y: Rational
  public var width: Rational
  public var height: Rational

  public init(x: Rational, y: Rational, width: Rational, height: Rational) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The whole picture.
  public static let full = UnitRectangle(
    x: .zero, y: .zero, width: Rational(1), height: Rational(1))
}
