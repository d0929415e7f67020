public import FilmVocabulary

/// A colour as pictures hold it: 8-bit Y'CbCr, BT.709, limited range, and straight alpha.
public struct VideoColor: Hashable, Sendable {
  public var luma: UInt8
  public var blue: UInt8
  public var red: UInt8
  public var alpha: UInt8

  public init(luma: UInt8, blue: UInt8, red: UInt8, alpha: UInt8 = 255) {
    self.luma = luma
    self.blue = blue
    self.red = red
    self.alpha = alpha
  }

  /// Converts from sRGB; the transfer functions are taken to be the same, as is usual in video.
  public init(_ color: Color) {
    let exact = Self.components(color)
    luma = UInt8(exact.luma.rounded())
    blue = UInt8(exact.blue.rounded())
    red = UInt8(exact.red.rounded())
    alpha = color.alpha
  }

  /// The components before rounding.
  static func components(_ color: Color) -> (luma: Double, blue: Double, red: Double) {
    let red = Double(color.red) / 255
    let green = Double(color.green) / 255
    let blue = Double(color.blue) / 255
    let matrix = ColorMatrix.bt709
    let luma = matrix.red * red + matrix.green * green + matrix.blue * blue
    return (
      luma: 16 + 219 * luma,
      blue: 128 + 224 * (blue - luma) / (2 * (1 - matrix.blue)),
      red: 128 + 224 * (red - luma) / (2 * (1 - matrix.red))
    )
  }
}

/// The shares of red, green and blue in luma.
struct ColorMatrix: Hashable {
  var red: Double
  var blue: Double
  var green: Double { 1 - red - blue }

  static let bt601 = ColorMatrix(red: 0.299, blue: 0.114)
  static let bt709 = ColorMatrix(red: 0.2126, blue: 0.0722)
  static let bt2020 = ColorMatrix(red: 0.2627, blue: 0.0593)
  static let smpte240M = ColorMatrix(red: 0.212, blue: 0.087)
  static let fcc = ColorMatrix(red: 0.30, blue: 0.11)
}
