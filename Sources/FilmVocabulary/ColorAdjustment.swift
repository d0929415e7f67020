/// Brightness and colour of a picture, with the names, the ranges and the meaning of ffmpeg's `eq`
/// filter.
public struct ColorAdjustment: Hashable, Sendable, Codable {
  /// -1 … 1.
  public var brightness = Rational.zero
  /// -1000 … 1000.
  public var contrast = Rational(1)
  /// 0 … 3.
  public var saturation = Rational(1)
  /// 0.1 … 10.
  public var gamma = Rational(1)
  /// 0.1 … 10.
  public var gammaRed = Rational(1)
  /// 0.1 … 10.
  public var gammaGreen = Rational(1)
  /// 0.1 … 10.
  public var gammaBlue = Rational(1)
  /// 0 … 1; less keeps bright parts from being overdriven by a high gamma.
  public var gammaWeight = Rational(1)

  public init() {}

  /// Whether nothing is changed.
  public var isNeutral: Bool { self == ColorAdjustment() }
}
