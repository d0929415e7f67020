/// The checksum of Ogg pages: a CRC of 32 bits, highest bit first, polynomial 0x04C11DB7, from 0.
enum OggChecksum {
  /// Table k holds what a byte becomes after k more bytes; one behind the other.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 4 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte) << 24
      for _ in 0..<8 { value = value << 1 ^ (value >> 31 == 1 ? 0x04C1_1DB7 : 0) }
      tables[byte] = value
    }
    for place in 256..<(4 * 256) {
      let before = tables[place - 256]
      tables[place] = before << 8 ^ tables[Int(before >> 24)]
    }
    return tables
  }()

  /// The sum of a page whose own sum, at bytes 22 to 25, counts as 0.
  static func sum(page: ArraySlice<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      page.withUnsafeBufferPointer { page in
        var sum: UInt32 = 0
        func add(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) {
          var place = bytes.startIndex
          while place + 4 <= bytes.endIndex {
            // Each index is a byte, and there are 256 values for each of four tables.
            sum =
              tables[768 + Int(UInt8(sum >> 24) ^ bytes[place])]
              ^ tables[512 + Int(UInt8(sum >> 16 & 255) ^ bytes[place + 1])]
              ^ tables[256 + Int(UInt8(sum >> 8 & 255) ^ bytes[place + 2])]
              ^ tables[Int(UInt8(sum & 255) ^ bytes[place + 3])]
            place += 4
          }
          while place < bytes.endIndex {
            sum = sum << 8 ^ tables[Int(UInt8(sum >> 24) ^ bytes[place])]
            place += 1
          }
        }
        guard page.count >= 26 else { return 0 }
        add(page[..<22])
        for _ in 0..<4 { sum = sum << 8 ^ tables[Int(sum >> 24)] }
        add(page[26...])
        return sum
      }
    }
  }
}
