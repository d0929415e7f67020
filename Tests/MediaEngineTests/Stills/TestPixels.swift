import FilmVocabulary

/// A small picture in memory, for files that tests make of it.
struct TestPixels {
  typealias Pixel = [UInt8]

  var width: Int
  var height: Int
  /// Red, green, blue and alpha of each, row by row.
  var pixels: [Pixel]

  static let red: Pixel = [255, 0, 0, 255]
  static let green: Pixel = [0, 255, 0, 255]
  static let blue: Pixel = [0, 0, 255, 255]
  static let white: Pixel = [255, 255, 255, 255]

  /// Four quarters of different colours: red and green above, blue and white below.
  static func quarters(width: Int = 48, height: Int = 32) -> TestPixels {
    let pixels = (0..<(width * height)).map { index -> Pixel in
      let isLeft = index % width < width / 2
      let isTop = index / width < height / 2
      return isTop ? (isLeft ? red : green) : (isLeft ? blue : white)
    }
    return TestPixels(width: width, height: height, pixels: pixels)
  }

  static func even(_ pixel: Pixel, width: Int = 16, height: Int = 16) -> TestPixels {
    TestPixels(
      width: width, height: height, pixels: Array(repeating: pixel, count: width * height))
  }

  subscript(x: Int, y: Int) -> Pixel { pixels[y * width + x] }

  /// The picture as it has to be stored so that it stands upright with an orientation, by the
  /// words of EXIF: which visual side the first row and the first column are.
  func stored(for orientation: Int) -> TestPixels {
    let (w, h) = (width, height)
    let swaps = orientation > 4
    let size = swaps ? (width: h, height: w) : (width: w, height: h)
    var result = TestPixels(width: size.width, height: size.height, pixels: [])
    for row in 0..<size.height {
      for column in 0..<size.width {
        switch orientation {
        case 1: result.pixels.append(self[column, row])  // row 0 top, column 0 left
        case 2: result.pixels.append(self[w - 1 - column, row])  // top, right
        case 3: result.pixels.append(self[w - 1 - column, h - 1 - row])  // bottom, right
        case 4: result.pixels.append(self[column, h - 1 - row])  // bottom, left
        case 5: result.pixels.append(self[row, column])  // left, top
        case 6: result.pixels.append(self[w - 1 - row, column])  // right, top
        case 7: result.pixels.append(self[w - 1 - row, h - 1 - column])  // right, bottom
        default: result.pixels.append(self[row, h - 1 - column])  // left, bottom
        }
      }
    }
    return result
  }

  /// Rows of RGB, 8 bits each.
  var rgbRows: [[UInt8]] {
    (0..<height).map { row in pixels[row * width..<(row + 1) * width].flatMap { $0[..<3] } }
  }

  var rgbaRows: [[UInt8]] {
    (0..<height).map { row in pixels[row * width..<(row + 1) * width].flatMap { $0 } }
  }

  func png(extra: [[UInt8]] = []) -> [UInt8] {
    PNGMaker(width: width, height: height, colorType: 2, extra: extra, rows: rgbRows).bytes
  }

  /// An uncompressed TIFF with the orientation's tag.
  func tiff(orientation: Int) -> [UInt8] {
    let strip = rgbRows.flatMap { $0 }
    func entry(_ tag: Int, _ type: Int, _ value: Int) -> [UInt8] {
      PNGMaker.little(tag, 2) + PNGMaker.little(type, 2) + PNGMaker.little(1, 4)
        + PNGMaker.little(value, 4)
    }
    let entries = [
      entry(256, 3, width), entry(257, 3, height), entry(258, 3, 8), entry(259, 3, 1),
      entry(262, 3, 2), entry(273, 4, 8), entry(274, 3, orientation), entry(277, 3, 3),
      entry(278, 3, height), entry(279, 4, strip.count),
    ]
    return Array("II*\0".utf8) + PNGMaker.little(8 + strip.count, 4) + strip
      + PNGMaker.little(entries.count, 2) + entries.flatMap { $0 } + PNGMaker.little(0, 4)
  }

  /// Raw pixels as ffmpeg's `rawvideo` with `rgb24` takes them.
  var raw: [UInt8] { rgbRows.flatMap { $0 } }
}

/// EXIF data with nothing but an orientation.
func exif(_ orientation: Int, isLittle: Bool = true) -> [UInt8] {
  let number = isLittle ? PNGMaker.little : PNGMaker.big
  return (isLittle ? [0x49, 0x49] : [0x4D, 0x4D]) + number(42, 2) + number(8, 4) + number(1, 2)
    + number(0x112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + number(0, 2)
    + number(0, 4)
}
