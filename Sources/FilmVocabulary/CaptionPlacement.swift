/// Where one caption stands, if not where the style of all of them says.
public struct CaptionPlacement: Hashable, Codable, Sendable {
  /// The part of the frame, and the corner or edge of the text that stands there.
  public var anchor: Anchor
  /// Where the text's ``anchor`` lies, as a fraction of the frame's width from the left; `nil` for
  /// the style's margin.
  public var x: Rational?
  /// The same from the top, as a fraction of the frame's height.
  public var y: Rational?

  public init(anchor: Anchor, x: Rational? = nil, y: Rational? = nil) {
    self.anchor = anchor
    self.x = x
    self.y = y
  }
}
