import Glibc

/// The family and style that a TrueType or OpenType file gives itself.
struct FontNames {
  var family: String
  var isBold: Bool
  var isItalic: Bool
  /// Ascent and descent together, in units of which ``unitsPerEm`` are the font's size.
  var lineHeight: Int
  var unitsPerEm: Int

  /// Reads the `name`, `head` and `OS/2` tables.
  ///
  /// - Returns: `nil` if the file is no font of these kinds or is damaged.
  ///
  /// The tables are described in the OpenType specification, chapters "name", "head" and "OS/2".
  init?(path: String) {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    guard let head = Self.read(file, at: 0, count: 12) else { return nil }
    let kind = head.uint32(at: 0)
    guard kind == 0x0001_0000 || kind == 0x4F54_544F || kind == 0x7472_7565 else { return nil }
    let count = Int(head.uint16(at: 4))
    guard count <= 256, let directory = Self.read(file, at: 12, count: 16 * count) else {
      return nil
    }
    var tables: [UInt32: (offset: Int, length: Int)] = [:]
    for index in 0..<count {
      tables[directory.uint32(at: 16 * index)] = (
        Int(directory.uint32(at: 16 * index + 8)), Int(directory.uint32(at: 16 * index + 12))
      )
    }
    guard let names = tables[0x6E61_6D65], names.length <= 1 << 20,
      let table = Self.read(file, at: names.offset, count: names.length),
      let family = Self.name(16, in: table) ?? Self.name(1, in: table)
    else { return nil }
    self.family = family
    guard let header = tables[0x6865_6164],
      let head = Self.read(file, at: header.offset, count: 20),
      let style = tables[0x4F53_2F32], style.length >= 78,
      let metrics = Self.read(file, at: style.offset, count: 78)
    else { return nil }
    unitsPerEm = max(Int(head.uint16(at: 18)), 1)
    let selection = metrics.uint16(at: 62)
    // Weight classes from 600 (semi-bold) on would do as bold, but a real bold says so itself.
    isBold = selection & 0x20 != 0
    isItalic = selection & 0x01 != 0
    // The pair that libass scales a font by.
    lineHeight = Int(metrics.uint16(at: 74)) + Int(metrics.uint16(at: 76))
  }

  /// The name record with this id, in English for Windows: every font has one.
  private static func name(_ id: UInt16, in table: [UInt8]) -> String? {
    guard table.count >= 6 else { return nil }
    let count = Int(table.uint16(at: 2))
    let storage = Int(table.uint16(at: 4))
    for index in 0..<count where 6 + 12 * index + 12 <= table.count {
      let record = 6 + 12 * index
      guard table.uint16(at: record) == 3, table.uint16(at: record + 4) == 0x409,
        table.uint16(at: record + 6) == id
      else { continue }
      let length = Int(table.uint16(at: record + 8))
      let start = storage + Int(table.uint16(at: record + 10))
      guard start + length <= table.count else { return nil }
      let units = stride(from: start, to: start + length - 1, by: 2).map { table.uint16(at: $0) }
      return String(decoding: units, as: UTF16.self)
    }
    return nil
  }

  private static func read(_ file: UnsafeMutablePointer<FILE>, at offset: Int, count: Int)
    -> [UInt8]?
  {
    guard fseek(file, offset, SEEK_SET) == 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = fread(buffer.baseAddress, 1, count, file)
    }
    return bytes.count == count ? bytes : nil
  }
}

extension [UInt8] {
  fileprivate func uint16(at index: Int) -> UInt16 {
    UInt16(self[index]) << 8 | UInt16(self[index + 1])
  }
  fileprivate func uint32(at index: Int) -> UInt32 {
    UInt32(uint16(at: index)) << 16 | UInt32(uint16(at: index + 2))
  }
}
