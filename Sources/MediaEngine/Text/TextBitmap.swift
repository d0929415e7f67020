public import FilmVocabulary

/// A piece of drawn text: how much of each pixel it covers, and its one colour.
public struct TextBitmap: Sendable {
  /// Left edge in pixels from the left of the canvas.
  public var x: Int
  /// Top edge in pixels from the top of the canvas.
  public var y: Int
  public var width: Int
  public var height: Int
  /// Bytes from one row of ``pixels`` to the next.
  public var stride: Int
  /// Coverage, 0…255, row by row. The colour's alpha is not in it.
  public var pixels: [UInt8]
  /// Straight alpha, sRGB.
  public var color: Color

  public init(
    x: Int, y: Int, width: Int, height: Int, stride: Int, pixels: [UInt8], color: Color
  ) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
    self.stride = stride
    self.pixels = pixels
    self.color = color
  }
}
