import Testing

/// Writes HEIC and AVIF files: single pictures by libheif's own program, and what that cannot write,
/// tiles and turns as telephones have them, box by box.
struct HEIFMaker {
  /// HEIC files of one picture each, all of the same size, in rows.
  var tiles: [[UInt8]]
  var columns = 1
  /// Pixels of one tile.
  var tileSize: (width: Int, height: Int)
  /// Pixels of all tiles together, as far as they show; `nil` if there is no grid.
  var gridSize: (width: Int, height: Int)?
  /// Boxes by which the picture is changed before it shows, in order.
  var changes: [[UInt8]] = []

  /// - Parameters:
  ///   - source: The name of a PNG or JPEG in the bench's folder.
  ///   - name: Ends in `.heic` or `.avif`.
  static func encode(
    _ source: String, as name: String, _ arguments: [String], _ bench: Bench
  ) throws -> [UInt8] {
    let output = try bench.run(
      "heif-enc", ["-q", "95"] + arguments + [bench.path(source), "-o", bench.path(name)])
    guard let bytes = try? bench.bytes(of: name) else {
      Issue.record("heif-enc \(arguments): \(output)")
      return []
    }
    return bytes
  }

  /// Says what colours mean, in the numbers of ITU-T H.273; full range.
  static func colors(primaries: Int, transfer: Int, matrix: Int) -> [UInt8] {
    let numbers = [primaries, transfer, matrix].flatMap { PNGMaker.big($0, 2) }
    return box("colr", Array("nclx".utf8) + numbers + [0x80])
  }

  /// Shows the upper left part of a picture of another size.
  static func part(width: Int, height: Int, of whole: (width: Int, height: Int)) -> [UInt8] {
    let numbers = [
      width, 1, height, 1, width - whole.width, 2, height - whole.height, 2,
    ]
    return box("clap", numbers.flatMap { PNGMaker.big($0, 4) })
  }

  /// Turns by so many quarters against the clock.
  static func turn(_ quarters: UInt8) -> [UInt8] { box("irot", [quarters]) }

  /// What was above is below.
  static let flipped = box("imir", [0])
  /// What was left is right.
  static let mirrored = box("imir", [1])

  /// The changes that bring a picture stored with one of EXIF's orientations upright.
  static func changes(for orientation: Int) -> [[UInt8]] {
    switch orientation {
    case 2: [mirrored]
    case 3: [turn(2)]
    case 4: [flipped]
    case 5: [turn(1), flipped]
    case 6: [turn(3)]
    case 7: [turn(1), mirrored]
    case 8: [turn(1)]
    default: []
    }
  }

  var bytes: [UInt8] {
    get throws {
      let head = Self.box("ftyp", Array("heic\0\0\0\0mif1heic".utf8))
      let data = try tiles.map { try Self.content(of: "mdat", in: $0) } + (grid.map { [$0] } ?? [])
      let start = head.count + (try meta(data, at: 0)).count + 8
      return head + (try meta(data, at: start)) + Self.box("mdat", data.flatMap { $0 })
    }
  }

  private var grid: [UInt8]? {
    gridSize.map { size in
      [0, 0, UInt8(tiles.count / columns - 1), UInt8(columns - 1)] + PNGMaker.big(size.width, 2)
        + PNGMaker.big(size.height, 2)
    }
  }

  private func meta(_ data: [[UInt8]], at start: Int) throws -> [UInt8] {
    let big = PNGMaker.big
    let primary = data.count
    let items = data.indices.map { index in
      Self.fullBox(
        "infe", version: 2, flags: index + 1 == primary ? 0 : 1,
        big(index + 1, 2) + [0, 0] + Array((index < tiles.count ? "hvc1" : "grid").utf8) + [0])
    }
    var place = start
    var extents: [UInt8] = []
    for (index, item) in data.enumerated() {
      extents += big(index + 1, 2) + [0, 0, 0, 1] + big(place, 4) + big(item.count, 4)
      place += item.count
    }
    // The decoder's settings and the size of a tile, of the whole, and what changes it.
    var properties = [
      Self.box("hvcC", try Self.content(of: "hvcC", in: tiles[0])),
      Self.fullBox("ispe", big(tileSize.width, 4) + big(tileSize.height, 4)),
    ]
    var all: [UInt8] = gridSize == nil ? [0x81, 2] : [3]
    if let gridSize {
      properties.append(Self.fullBox("ispe", big(gridSize.width, 4) + big(gridSize.height, 4)))
    }
    for change in changes {
      properties.append(change)
      all.append(0x80 | UInt8(properties.count))
    }
    let uses = data.indices.flatMap { index in
      let own = index + 1 == primary ? all : [0x81, 2]
      return big(index + 1, 2) + [UInt8(own.count)] + own
    }
    let links =
      grid == nil
      ? []
      : Self.fullBox(
        "iref",
        Self.box(
          "dimg",
          big(primary, 2) + big(tiles.count, 2) + tiles.indices.flatMap { big($0 + 1, 2) }))
    return Self.fullBox(
      "meta",
      Self.fullBox("hdlr", [0, 0, 0, 0] + Array("pict".utf8) + Array(repeating: 0, count: 13))
        + Self.fullBox("pitm", big(primary, 2))
        + Self.fullBox("iinf", big(items.count, 2) + items.flatMap { $0 })
        + links
        + Self.box(
          "iprp",
          Self.box("ipco", properties.flatMap { $0 })
            + Self.fullBox("ipma", big(data.count, 4) + uses))
        + Self.fullBox("iloc", [0x44, 0] + big(data.count, 2) + extents))
  }

  private static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
    PNGMaker.big(content.count + 8, 4) + Array(name.utf8) + content
  }

  private static func fullBox(
    _ name: String, version: UInt8 = 0, flags: UInt8 = 0, _ content: [UInt8]
  ) -> [UInt8] {
    box(name, [version, 0, 0, flags] + content)
  }

  private static func content(of name: String, in bytes: [UInt8]) throws -> [UInt8] {
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name.utf8) })
    let size = bytes[place - 4..<place].reduce(0) { $0 << 8 | Int($1) }
    return Array(bytes[place + 4..<place - 4 + size])
  }
}
