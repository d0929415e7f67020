/// Writes PNG files of any kind, without compression, so that tests know every byte of them.
struct PNGMaker {
  var width: Int
  var height: Int
  /// 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA.
  var colorType: UInt8 = 6
  var depth: UInt8 = 8
  var isInterlaced = false
  /// Chunks between the head and the pixels.
  var extra: [[UInt8]] = []
  /// Rows as PNG stores them, without the byte for the filter. Interlaced: those of all passes.
  var rows: [[UInt8]]

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var bytes: [UInt8] {
    Self.signature
      + Self.header(
        width: width, height: height, depth: depth, colorType: colorType,
        isInterlaced: isInterlaced)
      + extra.flatMap { $0 } + Self.chunk("IDAT", data) + Self.chunk("IEND", [])
  }

  var data: [UInt8] { Self.zlib(rows.flatMap { [0] + $0 }) }

  static func header(
    width: Int, height: Int, depth: UInt8 = 8, colorType: UInt8 = 6, isInterlaced: Bool = false
  ) -> [UInt8] {
    chunk(
      "IHDR", big(width, 4) + big(height, 4) + [depth, colorType, 0, 0, isInterlaced ? 1 : 0])
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return big(data.count, 4) + body + big(Int(crc(body)), 4)
  }

  static func big(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] { big(value, count).reversed() }

  /// A zlib stream of stored blocks.
  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65535, bytes.count)
      let size = end - start
      result += [end == bytes.count ? 1 : 0] + little(size, 2) + little(~size, 2)
      result += bytes[start..<end]
      start = end
    } while start < bytes.count
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return result + big(b << 16 | a, 4)
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
