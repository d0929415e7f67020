/// Counts the colours of pictures, and picks the few that stand for them best.
///
/// Colours are counted in 32 × 64 × 32 cells. The palette comes of cutting the space of colours
/// into boxes: always the box with the largest sum of squared distances from its mean, at the
/// mean of the axis along which it spreads most. All arithmetic is exact or of one fixed order.
public struct ColorCensus {
  private var cells = [Cell](repeating: Cell(), count: 1 << 16)

  fileprivate struct Cell {
    var count = 0
    var red = 0
    var green = 0
    var blue = 0
  }

  public init() {}

  public mutating func add(_ picture: Picture) {
    cells.withUnsafeMutableBufferPointer { cells in
      picture.forEachColor { _, _, color in
        let index =
          Int(color.red >> 3) << 11 | Int(color.green >> 2) << 5 | Int(color.blue >> 3)
        cells[index].count += 1
        cells[index].red += Int(color.red)
        cells[index].green += Int(color.green)
        cells[index].blue += Int(color.blue)
      }
    }
  }

  /// The colours, at most as many as asked for, as bytes: red, green, blue.
  public func palette(_ count: Int) -> [UInt8] {
    let colors = cells.filter { $0.count > 0 }.map(WeightedColor.init)
    guard !colors.isEmpty else { return [] }
    var boxes = [ColorBox(colors)]
    while boxes.count < count {
      guard let widest = boxes.indices.max(by: { boxes[$0].error < boxes[$1].error }),
        let halves = boxes[widest].halves()
      else { break }
      boxes[widest] = halves.0
      boxes.append(halves.1)
    }
    return boxes.flatMap(\.mean)
  }

  /// The mean of the colours in one cell.
  fileprivate struct WeightedColor {
    var weight: Double
    /// Red, green and blue.
    var value: SIMD3<Double>

    fileprivate init(_ cell: Cell) {
      weight = Double(cell.count)
      value = SIMD3(Double(cell.red), Double(cell.green), Double(cell.blue)) / weight
    }
  }
}

/// Colours that one colour is to stand for.
private struct ColorBox {
  private let colors: [ColorCensus.WeightedColor]
  private let center: SIMD3<Double>
  /// The sum of squared distances from the mean along each axis.
  private let spread: SIMD3<Double>
  /// The sum of squared distances from the mean.
  let error: Double

  init(_ colors: [ColorCensus.WeightedColor]) {
    self.colors = colors
    var sum = SIMD3<Double>.zero
    var weight = 0.0
    for color in colors {
      sum += color.value * color.weight
      weight += color.weight
    }
    center = sum / weight
    var spread = SIMD3<Double>.zero
    for color in colors {
      let distance = color.value - center
      spread += distance * distance * color.weight
    }
    self.spread = spread
    error = colors.count < 2 ? 0 : spread.x + spread.y + spread.z
  }

  /// `nil` if there is one colour only.
  func halves() -> (ColorBox, ColorBox)? {
    guard error > 0 else { return nil }
    let axis = spread.x >= spread.y && spread.x >= spread.z ? 0 : spread.y >= spread.z ? 1 : 2
    let low = colors.filter { $0.value[axis] <= center[axis] }
    let high = colors.filter { $0.value[axis] > center[axis] }
    guard !low.isEmpty, !high.isEmpty else { return nil }
    return (ColorBox(low), ColorBox(high))
  }

  var mean: [UInt8] {
    (0..<3).map { PixelColor.clipped(Int(center[$0].rounded())) }
  }
}
