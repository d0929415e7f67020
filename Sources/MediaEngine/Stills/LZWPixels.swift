/// The pixels of one picture of a GIF: places in its palette, row by row as they are stored.
struct LZWPixels {
  /// Fewer than the picture has where the data end early.
  private(set) var places: [UInt8] = []

  private static let tableSize = 4096

  /// - Throws: ``MediaError`` with the code `invalid-media` if the data make no sense.
  init(_ file: FileBytes, _ frame: GIFBlocks.Frame) throws(MediaError) {
    let count = frame.width * frame.height
    let literalBits = try file.byte(at: frame.data)
    guard (1...11).contains(literalBits) else {
      throw file.damaged("a picture in it is packed in an unknown way")
    }
    places.reserveCapacity(count)
    let clear = 1 << literalBits
    // Each code stands for what its prefix stands for, and one place more.
    var prefixes = [UInt16](repeating: 0, count: Self.tableSize)
    var lasts = [UInt8](repeating: 0, count: Self.tableSize)
    var lengths = [Int32](repeating: 1, count: Self.tableSize)
    for code in 0..<min(clear, 256) { lasts[code] = UInt8(code) }
    var known = clear + 2
    var bits = literalBits + 1
    var previous = -1
    var window = 0
    var windowBits = 0
    var offset = frame.data + 1
    while true {
      let size = try file.byte(at: offset)
      if size == 0 { return }
      let block = try file.bytes(at: offset + 1, count: size)
      offset += 1 + size
      for byte in block {
        window |= Int(byte) << windowBits
        windowBits += 8
        while windowBits >= bits {
          let code = window & (1 << bits - 1)
          window >>= bits
          windowBits -= bits
          if code == clear {
            known = clear + 2
            bits = literalBits + 1
            previous = -1
            continue
          }
          // The end, or more than there is room for.
          if code == clear + 1 || places.count >= count { return }
          guard previous >= 0 ? code <= known : code < clear else {
            throw file.damaged("a picture in it cannot be unpacked")
          }
          let start = places.count
          // A code that is only now made: the one before, and its first place again.
          let source = code < known ? code : previous
          let length = Int(lengths[source])
          places.append(contentsOf: repeatElement(0, count: length))
          var walk = source
          for place in stride(from: start + length - 1, through: start, by: -1) {
            places[place] = lasts[walk]
            walk = Int(prefixes[walk])
          }
          if code >= known { places.append(places[start]) }
          if previous >= 0, known < Self.tableSize {
            prefixes[known] = UInt16(previous)
            lasts[known] = places[start]
            lengths[known] = lengths[previous] + 1
            known += 1
            if known == 1 << bits, bits < 12 { bits += 1 }
          }
          previous = code
        }
      }
    }
  }
}
