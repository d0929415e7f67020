extension FontFile {
  /// Hides the map of the first 65,536 characters of every face that has one of all characters too.
  ///
  /// libass, as of 0.17.1, takes the first of Microsoft's maps that a face lists. That is the small
  /// one, which lacks emoji, rarer ideographs and mathematical letters, and it searches the others only
  /// in fonts that it has found itself. The large map holds all that the small one does. What these
  /// tables are is told in the OpenType specification, chapter "cmap".
  static func preferFullMaps(in bytes: inout [UInt8]) {
    for face in faces(of: bytes) {
      guard let tables = number(2, at: face + 4, in: bytes) else { continue }
      for table in 0..<tables {
        let entry = face + 12 + 16 * table
        guard number(4, at: entry, in: bytes) == characterMaps,
          let map = number(4, at: entry + 8, in: bytes)
        else { continue }
        hideSmallMap(in: &bytes, at: map)
      }
    }
  }

  private static func hideSmallMap(in bytes: inout [UInt8], at map: Int) {
    guard let count = number(2, at: map + 2, in: bytes) else { return }
    let records = (0..<count).map { map + 4 + 8 * $0 }
    // Platform, then encoding.
    func isMicrosoft(_ record: Int, _ encoding: Int) -> Bool {
      number(2, at: record, in: bytes) == 3 && number(2, at: record + 2, in: bytes) == encoding
    }
    guard records.contains(where: { isMicrosoft($0, 10) }) else { return }
    for record in records where isMicrosoft(record, 1) {
      // The same characters by Unicode's own numbers.
      bytes.replaceSubrange(record..<record + 4, with: [0, 0, 0, 3])
    }
  }

  /// Where the tables of each face are listed.
  private static func faces(of bytes: [UInt8]) -> [Int] {
    guard number(4, at: 0, in: bytes) == collection else { return [0] }
    let count = min(number(4, at: 8, in: bytes) ?? 0, 64)
    return (0..<count).compactMap { number(4, at: 12 + 4 * $0, in: bytes) }
  }

  /// A big-endian number; `nil` behind the end.
  private static func number(_ size: Int, at place: Int, in bytes: [UInt8]) -> Int? {
    guard place + size <= bytes.count else { return nil }
    return bytes[place..<place + size].reduce(0) { $0 << 8 | Int($1) }
  }

  /// `ttcf`.
  private static let collection = 0x7474_6366
  /// `cmap`.
  private static let characterMaps = 0x636D_6170
}
