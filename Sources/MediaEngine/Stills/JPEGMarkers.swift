/// What the markers of a JPEG say, which are followed to its end: a decoder fills with grey what is
/// missing of a file that is cut short.
struct JPEGMarkers {
  var width = 0
  var height = 0
  /// 1 for grey, 3 for colours, 4 for the four inks of a printer.
  var components = 0
  /// Adobe's programs write inks inverted, and leave a marker.
  var hasAdobeMarker = false
  var orientation: Orientation?

  /// - Throws: ``MediaError`` with the code `invalid-media` or `cut-short`.
  init(_ file: FileBytes) throws(MediaError) {
    var offset = 2
    while true {
      guard try file.byte(at: offset) == 0xFF else {
        throw file.damaged("its markers cannot be followed")
      }
      let marker = try file.byte(at: offset + 1)
      switch marker {
      case 0xFF:
        // Filling.
        offset += 1
        continue
      case 0x01, 0xD0...0xD8:
        offset += 2
        continue
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        height = try file.number16(at: offset + 5)
        width = try file.number16(at: offset + 7)
        components = try file.byte(at: offset + 9)
      case 0xE1:
        let size = try file.number16(at: offset + 2)
        if orientation == nil, size > 8 {
          let data = try file.bytes(at: offset + 4, count: size - 2)
          if data.starts(with: "Exif".utf8) {
            orientation = EXIFOrientation.orientation(in: data)
          }
        }
      case 0xEE:
        let size = try file.number16(at: offset + 2)
        if size >= 14, try file.bytes(at: offset + 4, count: 5).elementsEqual("Adobe".utf8) {
          hasAdobeMarker = true
        }
      case 0xD9: return
      case 0xDA:
        offset = try Self.marker(file, from: offset + 2 + file.number16(at: offset + 2))
        continue
      default: break
      }
      let size = try file.number16(at: offset + 2)
      guard size >= 2 else { throw file.damaged("its markers cannot be followed") }
      offset += 2 + size
    }
  }

  /// Where the next marker stands that is no part of the pixels.
  private static func marker(_ file: FileBytes, from start: Int) throws(MediaError) -> Int {
    var offset = start
    while offset < file.size - 1 {
      let block = try file.bytes(at: offset, count: min(64 << 10, file.size - offset))
      var place = block.startIndex
      while let found = block[place...].firstIndex(of: 0xFF), found + 1 < block.endIndex {
        let next = block[found + 1]
        // A byte of pixels that happens to be FF, a restart, or filling.
        let isPixels = next == 0 || next == 0xFF || (0xD0...0xD7).contains(next)
        guard isPixels else { return offset + found - block.startIndex }
        place = next == 0xFF ? found + 1 : found + 2
      }
      // The last byte may be the first half of a marker.
      offset += max(1, block.count - 1)
    }
    throw file.cutShort
  }
}
