/// Finds places in the bytes of a file that could not be read.
struct ByteScan {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  struct Place {
    var line: Int
    var column: Int
    var message: String
  }

  /// The first byte that is no text in UTF-8, or the first character that YAML forbids.
  ///
  /// - Returns: `nil` if there is none, or if the file is UTF-16.
  func firstUnreadable() -> Place? {
    if bytes.count >= 2,
      (bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF)
    {
      return nil
    }
    var place = Place(line: 1, column: 1, message: "")
    var previous: Unicode.Scalar = " "
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: return nil
      case .error:
        place.message = "the file is not UTF-8 text; save it as UTF-8"
        return place
      case .scalarValue(let scalar):
        defer { previous = scalar }
        if scalar.isLineBreak {
          // Of "\r\n", the first has counted the line.
          if scalar != "\n" || previous != "\r" { place.line += 1 }
          place.column = 1
          continue
        }
        if isForbidden(scalar) {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let code = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
          place.message = "the control character U+\(code) is not allowed; remove it"
          return place
        }
        if scalar.value != 0xFEFF { place.column += 1 }
      }
    }
  }

  /// The character at a place, or `nil` past the end or in a file that is not UTF-8.
  func scalar(line: Int, column: Int) -> Unicode.Scalar? {
    var (currentLine, currentColumn) = (1, 1)
    var previous: Unicode.Scalar = " "
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar.value == 0xFEFF, currentLine == 1, currentColumn == 1 { continue }
      defer { previous = scalar }
      if scalar == "\n", previous == "\r" { continue }
      if currentLine == line, currentColumn == column { return scalar }
      currentColumn += 1
      if scalar.isLineBreak { (currentLine, currentColumn) = (currentLine + 1, 1) }
      if currentLine > line { return nil }
    }
    return nil
  }

  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
