/// GIF's compression of pixels with 8 bits: codes of 9 to 12 bits in blocks of up to 255 bytes.
struct LZWCompressor {
  private static let clear = 256
  private static let end = 257
  private static let limit = 4096

  /// For each code and the pixel behind it, the code of both; 0 for none.
  private var next = [UInt16](repeating: 0, count: limit << 8)
  private var used: [Int] = []

  /// The image data of a GIF: the size of a pixel, blocks, and an empty block.
  mutating func compress(_ pixels: [UInt8]) -> [UInt8] {
    var bits = BitPacker()
    var size = 9
    var free = Self.end + 1
    bits.append(Self.clear, size: size)
    forget()
    guard var code = pixels.first.map(Int.init) else { return bits.blocks }
    for pixel in pixels.dropFirst() {
      let place = code << 8 | Int(pixel)
      if next[place] != 0 {
        code = Int(next[place])
        continue
      }
      bits.append(code, size: size)
      if free < Self.limit {
        next[place] = UInt16(free)
        used.append(place)
        // A decoder is one code behind: it knows this one when it has read the next.
        if free == 1 << size { size += 1 }
        free += 1
      } else {
        bits.append(Self.clear, size: size)
        forget()
        size = 9
        free = Self.end + 1
      }
      code = Int(pixel)
    }
    bits.append(code, size: size)
    // The last code has made one more known to a decoder.
    if free == 1 << size, size < 12 { size += 1 }
    bits.append(Self.end, size: size)
    return bits.blocks
  }

  private mutating func forget() {
    for place in used { next[place] = 0 }
    used.removeAll(keepingCapacity: true)
  }
}

/// Packs codes, the lowest bit first.
private struct BitPacker {
  private var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  mutating func append(_ code: Int, size: Int) {
    pending |= code << count
    count += size
    while count >= 8 {
      bytes.append(UInt8(pending & 255))
      pending >>= 8
      count -= 8
    }
  }

  var blocks: [UInt8] {
    let all = count > 0 ? bytes + [UInt8(pending & 255)] : bytes
    var result: [UInt8] = [8]
    result.reserveCapacity(all.count + all.count / 255 + 3)
    for start in stride(from: 0, to: all.count, by: 255) {
      let block = all[start..<min(start + 255, all.count)]
      result.append(UInt8(block.count))
      result.append(contentsOf: block)
    }
    result.append(0)
    return result
  }
}
