/// Writes GIF files whose pictures are rectangles of one colour each, almost uncompressed.
struct GIFMaker {
  struct Frame {
    var x = 0
    var y = 0
    /// The whole picture's if absent.
    var width: Int?
    var height: Int?
    /// A place in the palette.
    var color: UInt8
    /// In 1/100 s.
    var delay = 10
    /// What becomes of the rectangle afterwards: 1 it stays, 2 it is cleared, 3 what was there
    /// before comes back.
    var disposal: UInt8 = 1
    /// The place in the palette that is transparent.
    var transparent: UInt8?
  }

  var width: Int
  var height: Int
  /// Up to four colours.
  var palette: [[UInt8]]
  var frames: [Frame]
  /// How often it is repeated, 0 meaning without end; `nil` for no word about it.
  var repeats: Int?

  var bytes: [UInt8] {
    let little = PNGMaker.little
    var result =
      Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0x81, 0, 0]
    for index in 0..<4 { result += index < palette.count ? palette[index] : [0, 0, 0] }
    if let repeats {
      result += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1] + little(repeats, 2) + [0]
    }
    for frame in frames {
      let (w, h) = (frame.width ?? width, frame.height ?? height)
      result += [0x21, 0xF9, 4, frame.disposal << 2 | (frame.transparent == nil ? 0 : 1)]
      result += little(frame.delay, 2) + [frame.transparent ?? 0, 0]
      result += [0x2C] + little(frame.x, 2) + little(frame.y, 2) + little(w, 2) + little(h, 2) + [0]
      result += [2] + Self.blocks(Self.codes(frame.color, count: w * h)) + [0]
    }
    return result + [0x3B]
  }

  /// Codes of 3 bits: a code that clears the table comes before it would grow.
  private static func codes(_ color: UInt8, count: Int) -> [UInt8] {
    var bits: [UInt8] = []
    func append(_ code: UInt8) { bits += (0..<3).map { code >> $0 & 1 } }
    for index in 0..<count {
      if index % 2 == 0 { append(4) }
      append(color)
    }
    append(5)
    while bits.count % 8 != 0 { bits.append(0) }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      bits[start..<start + 8].reversed().reduce(0) { $0 << 1 | $1 }
    }
  }

  private static func blocks(_ data: [UInt8]) -> [UInt8] {
    stride(from: 0, to: data.count, by: 255).flatMap { start -> [UInt8] in
      let part = data[start..<min(start + 255, data.count)]
      return [UInt8(part.count)] + part
    }
  }
}
