/// The structural similarity (SSIM) of pictures, as Wang and others defined it in 2004, over
/// windows of 8 × 8 pixels that lie 4 pixels apart.
public struct StructuralSimilarity {
  /// The sum over the pictures so far.
  private var lumaSum = 0.0
  private var allSum = 0.0
  public private(set) var frames = 0

  public init() {}

  /// The mean of the luma planes; 0 without pictures.
  public var luma: Double { frames > 0 ? lumaSum / Double(frames) : 0 }
  /// The mean of all planes, each with the weight of its size; 0 without pictures.
  public var all: Double { frames > 0 ? allSum / Double(frames) : 0 }

  /// - Precondition: Both pictures have the same size, of at least 16 pixels on each side.
  public mutating func add(_ picture: Picture, reference: Picture) {
    precondition(picture.width == reference.width && picture.height == reference.height)
    var weighted = 0.0
    var weight = 0.0
    for (number, planes) in zip(
      [picture.luma, picture.blue, picture.red],
      [reference.luma, reference.blue, reference.red]
    ).enumerated() {
      let value = Self.similarity(planes.0, planes.1)
      let size = Double(planes.0.width * planes.0.height)
      if number == 0 { lumaSum += value }
      weighted += value * size
      weight += size
    }
    allSum += weighted / weight
    frames += 1
  }

  /// Sums over 4 × 4 pixels.
  private struct Block {
    var first = 0
    var second = 0
    var squares = 0
    var products = 0

    static func + (left: Block, right: Block) -> Block {
      Block(
        first: left.first + right.first, second: left.second + right.second,
        squares: left.squares + right.squares, products: left.products + right.products)
    }
  }

  private static func similarity(_ first: Picture.Plane, _ second: Picture.Plane) -> Double {
    let columns = first.width / 4
    let rows = first.height / 4
    var above: [Block] = []
    var sum = 0.0
    for row in 0..<rows {
      let line = (0..<columns).map { block(first, second, x: 4 * $0, y: 4 * row) }
      if row > 0 {
        for column in 1..<columns {
          sum += index(above[column - 1] + above[column] + line[column - 1] + line[column])
        }
      }
      above = line
    }
    return sum / Double((columns - 1) * (rows - 1))
  }

  private static func block(
    _ first: Picture.Plane, _ second: Picture.Plane, x: Int, y: Int
  ) -> Block {
    var block = Block()
    for line in y..<y + 4 {
      let (a, b) = (first.row(line) + x, second.row(line) + x)
      for column in 0..<4 {
        let (p, q) = (Int(a[column]), Int(b[column]))
        block.first += p
        block.second += q
        block.squares += p * p + q * q
        block.products += p * q
      }
    }
    return block
  }

  /// The index of one window of 64 pixels, from its sums.
  private static func index(_ window: Block) -> Double {
    // (0.01 · 255)² and (0.03 · 255)², scaled as x264 and ffmpeg have them, so that numbers can be
    // compared. For the first, the definition would ask for 64 times as much.
    let means = 416.0
    let variances = 235_963.0
    let product = Double(window.first * window.second)
    let squares = Double(window.first * window.first + window.second * window.second)
    let variance = Double(window.squares * 64) - squares
    let covariance = Double(window.products * 64) - product
    return (2 * product + means) * (2 * covariance + variances)
      / ((squares + means) * (variance + variances))
  }
}
