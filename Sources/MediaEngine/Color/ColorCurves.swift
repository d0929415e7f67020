public import FilmVocabulary

/// Brightness, contrast, saturation and gamma as one table for each plane, with the arithmetic of
/// ffmpeg's `eq` filter.
public struct ColorCurves: Sendable {
  /// What becomes of each value of luma and of both differences; `nil` for no change.
  let luma: [UInt8]?
  let blue: [UInt8]?
  let red: [UInt8]?

  public init(_ adjustment: ColorAdjustment) {
    let green = adjustment.gammaGreen.doubleValue
    func bounded(_ gamma: Double) -> Double { max(0.1, min(10, gamma)) }
    let weight = adjustment.gammaWeight.doubleValue
    let saturation = adjustment.saturation.doubleValue
    luma = Self.table(
      contrast: adjustment.contrast.doubleValue, brightness: adjustment.brightness.doubleValue,
      gamma: bounded(adjustment.gamma.doubleValue * green), weight: weight)
    blue = Self.table(
      contrast: saturation, brightness: 0,
      gamma: bounded((adjustment.gammaBlue.doubleValue / green).squareRoot()), weight: weight)
    red = Self.table(
      contrast: saturation, brightness: 0,
      gamma: bounded((adjustment.gammaRed.doubleValue / green).squareRoot()), weight: weight)
  }

  /// Changes a picture in place. Its colours must not be premultiplied.
  public func apply(to picture: Picture) {
    for (plane, table) in [(picture.luma, luma), (picture.blue, blue), (picture.red, red)] {
      guard let table else { continue }
      table.withUnsafeBufferPointer { table in
        let table = table.baseAddress!
        for row in 0..<plane.height {
          let line = plane.row(row)
          for x in 0..<plane.width { line[x] = table[Int(line[x])] }
        }
      }
    }
  }

  private static func table(
    contrast: Double, brightness: Double, gamma: Double, weight: Double
  ) -> [UInt8]? {
    if contrast == 1, brightness == 0, gamma == 1 { return nil }
    if gamma == 1, abs(contrast) < 7.9 {
      // Without gamma, the filter calculates in whole numbers, with steps of their own.
      let factor = Int(contrast * 256 * 16)
      let offset = (Int(100 * brightness + 100) * 511) / 200 - 128 - factor / 32
      return (0..<256).map { UInt8(max(0, min(255, (($0 * factor) >> 12) + offset))) }
    }
    return (0..<256).map { index in
      let value = contrast * (Double(index) / 255 - 0.5) + 0.5 + brightness
      guard value > 0 else { return 0 }
      let curved = value * (1 - weight) + ExactMath.power(value, 1 / gamma) * weight
      return curved >= 1 ? 255 : UInt8(256 * curved)
    }
  }
}
