import Glibc

/// The tables of one face in a TrueType or OpenType file, or in a collection of them.
///
/// Only what is asked for is read: fonts of 20 MB are looked into as quickly as small ones.
///
/// The tables are described in the OpenType specification.
final class FontTables {
  private let descriptor: Int32
  private var tables: [UInt32: (offset: Int, length: Int)] = [:]
  private lazy var characters = characterMap()
  private lazy var unitsPerEm = max(
    table("head", at: 18, count: 2).map { Int($0.uint16(at: 0)) } ?? 0, 1)
  private lazy var metricCount = table("hhea", at: 34, count: 2).map { Int($0.uint16(at: 0)) } ?? 0
  private lazy var metrics = table("hmtx", at: 0, count: 4 * metricCount) ?? []

  /// - Returns: `nil` if the file is no font of these kinds, is damaged, or has no such face.
  init?(path: String, face: Int = 0) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    guard let start = Self.start(of: face, in: descriptor),
      let head = Self.read(descriptor, at: start, count: 12),
      [0x0001_0000, 0x4F54_544F, 0x7472_7565].contains(head.uint32(at: 0))
    else { return nil }
    let count = Int(head.uint16(at: 4))
    guard count <= 256, let directory = Self.read(descriptor, at: start + 12, count: 16 * count)
    else { return nil }
    for index in 0..<count {
      tables[directory.uint32(at: 16 * index)] = (
        Int(directory.uint32(at: 16 * index + 8)), Int(directory.uint32(at: 16 * index + 12))
      )
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The number of faces in a file; 0 if it is no font.
  static func faces(of path: String) -> Int {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    guard let head = read(descriptor, at: 0, count: 12) else { return 0 }
    return head.uint32(at: 0) == collection ? min(Int(head.uint32(at: 8)), 64) : 1
  }

  /// `ttcf`.
  private static let collection: UInt32 = 0x7474_6366

  /// Where the directory of a face begins.
  private static func start(of face: Int, in descriptor: Int32) -> Int? {
    guard let head = read(descriptor, at: 0, count: 12) else { return nil }
    guard head.uint32(at: 0) == collection else { return face == 0 ? 0 : nil }
    guard face < Int(head.uint32(at: 8)),
      let place = read(descriptor, at: 12 + 4 * face, count: 4)
    else { return nil }
    return Int(place.uint32(at: 0))
  }

  /// Some bytes of a table.
  ///
  /// - Returns: `nil` if the font does not have so many.
  func table(_ name: String, at offset: Int, count: Int) -> [UInt8]? {
    let tag = name.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let table = tables[tag], count >= 0, count <= 8 << 20, offset + count <= table.length
    else { return nil }
    return Self.read(descriptor, at: table.offset + offset, count: count)
  }

  func length(of name: String) -> Int {
    tables[name.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }]?.length ?? 0
  }

  /// How wide a character is, in thousandths of the font's size.
  ///
  /// - Returns: `nil` if the font does not have it.
  func advance(of scalar: Unicode.Scalar) -> Int? {
    guard let glyph = characters.glyph(of: scalar.value) else { return nil }
    guard metricCount > 0, metrics.count >= 4 * metricCount else { return 0 }
    let width = Int(metrics.uint16(at: 4 * min(glyph, metricCount - 1)))
    return width * 1000 / unitsPerEm
  }

  /// The table for all of Unicode, else that for its first 65536 characters.
  private func characterMap() -> CharacterMap {
    guard let head = table("cmap", at: 0, count: 4),
      let records = table("cmap", at: 4, count: 8 * Int(head.uint16(at: 2)))
    else { return CharacterMap() }
    var best: (format: UInt16, offset: Int)?
    for index in 0..<records.count / 8 {
      let platform = records.uint16(at: 8 * index)
      let encoding = records.uint16(at: 8 * index + 2)
      guard platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10)) else { continue }
      let offset = Int(records.uint32(at: 8 * index + 4))
      guard let format = table("cmap", at: offset, count: 2)?.uint16(at: 0),
        format == 4 || format == 12
      else { continue }
      if format > best?.format ?? 0 { best = (format, offset) }
    }
    guard let best else { return CharacterMap() }
    if best.format == 12 {
      guard let size = table("cmap", at: best.offset + 4, count: 4)?.uint32(at: 0),
        let bytes = table("cmap", at: best.offset, count: Int(size))
      else { return CharacterMap() }
      return CharacterMap(format: 12, bytes: bytes)
    }
    guard let size = table("cmap", at: best.offset + 2, count: 2)?.uint16(at: 0),
      let bytes = table("cmap", at: best.offset, count: Int(size))
    else { return CharacterMap() }
    return CharacterMap(format: 4, bytes: bytes)
  }

  private static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, offset + filled)
        guard got > 0 else { break }
        filled += got
      }
    }
    return bytes.count == count ? bytes : nil
  }
}

/// From characters to glyphs: formats 4 and 12 of a font's `cmap` table.
struct CharacterMap {
  private var format = 0
  private var bytes: [UInt8] = []

  init() {}

  init(format: Int, bytes: [UInt8]) {
    self.format = format
    self.bytes = bytes
  }

  /// - Returns: `nil` for a character that has no glyph.
  func glyph(of character: UInt32) -> Int? {
    switch format {
    case 12: wide(character)
    case 4 where character <= 0xFFFF: narrow(Int(character))
    default: nil
    }
  }

  private func wide(_ character: UInt32) -> Int? {
    guard bytes.count >= 16 else { return nil }
    var low = 0
    var high = min(Int(bytes.uint32(at: 12)), (bytes.count - 16) / 12)
    while low < high {
      let middle = (low + high) / 2
      let group = 16 + 12 * middle
      if character < bytes.uint32(at: group) {
        high = middle
      } else if character > bytes.uint32(at: group + 4) {
        low = middle + 1
      } else {
        let glyph = Int(bytes.uint32(at: group + 8)) + Int(character - bytes.uint32(at: group))
        return glyph == 0 ? nil : glyph
      }
    }
    return nil
  }

  private func narrow(_ character: Int) -> Int? {
    guard bytes.count >= 16 else { return nil }
    let count = Int(bytes.uint16(at: 6)) / 2
    guard bytes.count >= 16 + 8 * count else { return nil }
    let (ends, starts, deltas, offsets) = (
      14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count
    )
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if Int(bytes.uint16(at: ends + 2 * middle)) < character {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < count else { return nil }
    let start = Int(bytes.uint16(at: starts + 2 * low))
    guard character >= start else { return nil }
    let delta = Int(bytes.uint16(at: deltas + 2 * low))
    let offset = Int(bytes.uint16(at: offsets + 2 * low))
    var glyph = character
    if offset != 0 {
      let place = offsets + 2 * low + offset + 2 * (character - start)
      guard place + 2 <= bytes.count else { return nil }
      glyph = Int(bytes.uint16(at: place))
      guard glyph != 0 else { return nil }
    }
    glyph = (glyph + delta) & 0xFFFF
    return glyph == 0 ? nil : glyph
  }
}

extension [UInt8] {
  func uint16(at index: Int) -> UInt16 {
    UInt16(self[index]) << 8 | UInt16(self[index + 1])
  }
  func uint32(at index: Int) -> UInt32 {
    UInt32(uint16(at: index)) << 16 | UInt32(uint16(at: index + 2))
  }
}
