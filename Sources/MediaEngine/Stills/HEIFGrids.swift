/// Checks that tiles fill the pictures that a HEIC or AVIF file makes of them.
///
/// libheif leaves what they do not cover as the memory happened to be.
struct HEIFGrids {
  private typealias Box = (name: String, version: Int, flags: Int, content: Range<Int>)

  private let file: FileBytes
  private var sizes: [(width: Int, height: Int)?] = []
  /// Numbers of properties, by item.
  private var properties: [Int: [Int]] = [:]
  /// Items that a picture is made of, by item.
  private var parts: [Int: [Int]] = [:]
  /// Where an item's data begins, by item.
  private var places: [Int: Int] = [:]
  private var grids: [Int] = []

  /// - Throws: ``MediaError`` with the code `invalid-media` or `cut-short` if tiles leave a gap,
  ///   or if what the file says of them cannot be read.
  static func check(_ path: String) throws(MediaError) {
    let grids = try HEIFGrids(file: try FileBytes(path: path))
    for item in grids.grids { try grids.check(item) }
  }

  private init(file: FileBytes) throws(MediaError) {
    self.file = file
    guard let meta = try boxes(in: 0..<file.size).first(where: { $0.name == "meta" }) else {
      return
    }
    let children = try boxes(in: file.part(of: meta.content, from: 4))
    let data = children.first { $0.name == "idat" }?.content.lowerBound ?? 0
    for box in children {
      switch box.name {
      case "iinf": try readItems(box)
      case "iref": try readParts(box)
      case "iloc": try readPlaces(box, itemData: data)
      case "iprp":
        for box in try boxes(in: box.content) {
          if box.name == "ipco" { try readSizes(box) }
          if box.name == "ipma" { try readProperties(box) }
        }
      default: break
      }
    }
  }

  private func check(_ item: Int) throws(MediaError) {
    guard let place = places[item], let tiles = parts[item], let first = tiles.first else {
      throw file.damaged("it lacks tiles")
    }
    let isLong = try file.byte(at: place + 1) & 1 == 1
    let rows = try file.byte(at: place + 2) + 1
    let columns = try file.byte(at: place + 3) + 1
    let width = try isLong ? file.number32(at: place + 4) : file.number16(at: place + 4)
    let height = try isLong ? file.number32(at: place + 8) : file.number16(at: place + 6)
    guard tiles.count == rows * columns, let tile = size(of: first),
      tiles.allSatisfy({ size(of: $0).map { $0 == tile } ?? false }),
      tile.width * columns >= width, tile.height * rows >= height
    else { throw file.damaged("its tiles do not fill the picture") }
  }

  private func size(of item: Int) -> (width: Int, height: Int)? {
    properties[item]?.lazy.compactMap { number in
      sizes.indices.contains(number - 1) ? sizes[number - 1] : nil
    }.first
  }

  // MARK: Boxes

  private func boxes(in range: Range<Int>) throws(MediaError) -> [Box] {
    var found: [Box] = []
    var place = range.lowerBound
    while range.upperBound - place >= 8 {
      var size = try file.number32(at: place)
      let name = String(decoding: try file.bytes(at: place + 4, count: 4), as: UTF8.self)
      var head = 8
      if size == 1 {
        // No picture has four gigabytes.
        guard try file.number32(at: place + 8) == 0 else { throw file.damaged("a box is too long") }
        size = try file.number32(at: place + 12)
        head = 16
      }
      if size == 0 { size = range.upperBound - place }
      guard size >= head, size <= range.upperBound - place else { throw file.cutShort }
      let content = place + head..<place + size
      let isFull = content.count >= 4
      found.append(
        (
          name, isFull ? try file.byte(at: content.lowerBound) : 0,
          isFull ? try file.byte(at: content.lowerBound + 3) : 0, content
        ))
      place += size
    }
    return found
  }

  /// Takes a number from a place and moves the place on.
  private func number(_ bytes: Int, _ place: inout Int) throws(MediaError) -> Int {
    defer { place += bytes }
    guard bytes <= 4 else {
      guard try file.number32(at: place) == 0 else { throw file.damaged("a number is too large") }
      return try file.number32(at: place + 4)
    }
    return try file.bytes(at: place, count: bytes).reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func readItems(_ box: Box) throws(MediaError) {
    let entries = try file.part(of: box.content, from: box.version == 0 ? 6 : 8)
    for entry in try boxes(in: entries) where entry.name == "infe" {
      guard entry.version >= 2 else { continue }
      var place = entry.content.lowerBound + 4
      let item = try number(entry.version == 2 ? 2 : 4, &place)
      let kind = try file.bytes(at: place + 2, count: 4)
      if kind.elementsEqual("grid".utf8) { grids.append(item) }
    }
  }

  private mutating func readParts(_ box: Box) throws(MediaError) {
    let bytes = box.version == 0 ? 2 : 4
    for link in try boxes(in: file.part(of: box.content, from: 4)) where link.name == "dimg" {
      var place = link.content.lowerBound
      let item = try number(bytes, &place)
      let count = try number(2, &place)
      for _ in 0..<count { parts[item, default: []].append(try number(bytes, &place)) }
    }
  }

  private mutating func readSizes(_ box: Box) throws(MediaError) {
    for property in try boxes(in: box.content) {
      guard property.name == "ispe" else {
        sizes.append(nil)
        continue
      }
      var place = property.content.lowerBound + 4
      sizes.append((try number(4, &place), try number(4, &place)))
    }
  }

  private mutating func readProperties(_ box: Box) throws(MediaError) {
    var place = box.content.lowerBound + 4
    let isLong = box.flags & 1 == 1
    for _ in 0..<(try number(4, &place)) {
      let item = try number(box.version == 0 ? 2 : 4, &place)
      for _ in 0..<(try number(1, &place)) {
        let number = try number(isLong ? 2 : 1, &place)
        properties[item, default: []].append(number & (isLong ? 0x7FFF : 0x7F))
      }
    }
  }

  private mutating func readPlaces(_ box: Box, itemData: Int) throws(MediaError) {
    var place = box.content.lowerBound + 4
    let lengths = try number(2, &place)
    let (offset, length) = (lengths >> 12, lengths >> 8 & 15)
    let (base, index) = (lengths >> 4 & 15, box.version == 0 ? 0 : lengths & 15)
    for _ in 0..<(try number(box.version < 2 ? 2 : 4, &place)) {
      let item = try number(box.version < 2 ? 2 : 4, &place)
      let method = box.version == 0 ? 0 : try number(2, &place) & 15
      place += 2
      let start = try number(base, &place)
      let extents = try number(2, &place)
      let next = place + extents * (index + offset + length)
      place += index
      if extents > 0, method < 2 {
        places[item] = start + (try number(offset, &place)) + (method == 1 ? itemData : 0)
      }
      place = next
    }
  }
}

extension FileBytes {
  /// The rest of a part of the file.
  fileprivate func part(of range: Range<Int>, from offset: Int) throws(MediaError) -> Range<Int> {
    guard range.count >= offset else { throw cutShort }
    return range.dropFirst(offset)
  }
}
