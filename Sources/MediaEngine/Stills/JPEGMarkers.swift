/// What the markers of a JPEG say before its pixels begin.
struct JPEGMarkers {
  var width = 0
  var height = 0
  /// 1 for grey, 3 for colours, 4 for the four inks of a printer.
  var components = 0
  /// Adobe's programs write inks inverted, and leave a marker.
  var hasAdobeMarker = false
  var orientation: Orientation?

  /// - Throws: ``MediaError`` with the code `invalid-media`.
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
      case 0xDA, 0xD9:
        // The pixels, or the end without any.
        return
      default: break
      }
      let size = try file.number16(at: offset + 2)
      guard size >= 2 else { throw file.damaged("its markers cannot be followed") }
      offset += 2 + size
    }
  }
}
