import FilmVocabulary
import Glibc
import MediaEngine
import StageCatalog

/// Drawn text on a plain ground, for tests: an RGB picture.
struct TextPicture {
  let width: Int
  let height: Int
  var rgb: [UInt8]

  init(
    _ bitmaps: [TextBitmap], emoji: [ColorBitmap] = [], canvas: Canvas,
    ground: Color = Color(red: 40, green: 60, blue: 90)
  ) {
    width = canvas.width
    height = canvas.height
    rgb = []
    rgb.reserveCapacity(width * height * 3)
    for _ in 0..<width * height { rgb += [ground.red, ground.green, ground.blue] }
    for bitmap in bitmaps { draw(bitmap) }
    for bitmap in emoji { draw(bitmap) }
  }

  private mutating func draw(_ bitmap: ColorBitmap) {
    for row in 0..<bitmap.height {
      for column in 0..<bitmap.width {
        let (x, y) = (bitmap.x + column, bitmap.y + row)
        guard x >= 0, y >= 0, x < width, y < height else { continue }
        let pixel = bitmap.pixels[
          (row * bitmap.width + column) * 4..<(row * bitmap.width + column) * 4 + 4
        ].map(Int.init)
        for channel in 0..<3 {
          let index = (y * width + x) * 3 + channel
          rgb[index] = UInt8(min(255, Int(rgb[index]) * (255 - pixel[3]) / 255 + pixel[channel]))
        }
      }
    }
  }

  private mutating func draw(_ bitmap: TextBitmap) {
    let color = [bitmap.color.red, bitmap.color.green, bitmap.color.blue].map(Int.init)
    for row in 0..<bitmap.height {
      for column in 0..<bitmap.width {
        let (x, y) = (bitmap.x + column, bitmap.y + row)
        guard x >= 0, y >= 0, x < width, y < height else { continue }
        let coverage =
          Int(bitmap.pixels[row * bitmap.stride + column]) * Int(bitmap.color.alpha) / 255
        for channel in 0..<3 {
          let index = (y * width + x) * 3 + channel
          rgb[index] = UInt8(
            (Int(rgb[index]) * (255 - coverage) + color[channel] * coverage + 127) / 255)
        }
      }
    }
  }

  /// Whether a pixel differs from the ground, for each pixel.
  func mask(ground: Color = Color(red: 40, green: 60, blue: 90)) -> [Bool] {
    (0..<width * height).map {
      rgb[$0 * 3] != ground.red || rgb[$0 * 3 + 1] != ground.green
        || rgb[$0 * 3 + 2] != ground.blue
    }
  }

  /// The largest difference of two pictures' values.
  func difference(_ other: TextPicture) -> Int {
    zip(rgb, other.rgb).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }

  /// The smallest rectangle that holds all that was drawn: left, top, right, bottom.
  func bounds() -> (left: Int, top: Int, right: Int, bottom: Int)? {
    let mask = mask()
    var result: (left: Int, top: Int, right: Int, bottom: Int)?
    for y in 0..<height {
      for x in 0..<width where mask[y * width + x] {
        let old = result ?? (x, y, x, y)
        result = (min(old.left, x), min(old.top, y), max(old.right, x), max(old.bottom, y))
      }
    }
    return result
  }

  /// Writes a PPM file into the folder that `REEL_TEST_PICTURES` names, if it is set.
  func show(_ name: String) {
    guard let folder = getenv("REEL_TEST_PICTURES") else { return }
    guard let file = fopen("\(String(cString: folder))/\(name).ppm", "w") else { return }
    fputs("P6 \(width) \(height) 255\n", file)
    _ = rgb.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }
}
