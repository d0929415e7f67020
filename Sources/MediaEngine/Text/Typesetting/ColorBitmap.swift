/// A piece of drawn text that has colours of its own, such as an emoji.
public struct ColorBitmap: Sendable {
  /// Left edge in pixels from the left of the canvas.
  public var x: Int
  /// Top edge in pixels from the top of the canvas.
  public var y: Int
  public var width: Int
  public var height: Int
  /// Premultiplied red, green, blue and alpha, sRGB, row by row.
  public var pixels: [UInt8]
}
