/// A colour without quotes, which YAML takes for a comment: `color: #FFD400`.
///
/// What then goes wrong is told far from it, or as a value that is missing.
struct CommentedColor {
  var mark: YAMLMark
  var text: String

  var note: (message: String, mark: YAMLMark) {
    ("'#' begins a comment here; put the colour in quotes: \"\(text)\"", mark)
  }

  /// Finds the last one in some lines of a file.
  init?(in bytes: [UInt8], lines: ClosedRange<Int32>, file: Int32) {
    var found: (mark: YAMLMark, text: String)?
    var line: Int32 = 1
    var start = bytes.startIndex
    while start < bytes.endIndex, line <= lines.upperBound {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      if lines.contains(line), let (column, text) = Self.color(in: bytes[start..<end]) {
        let mark = YAMLMark(
          file: file, line: line, column: Int32(column), length: Int32(text.utf8.count))
        found = (mark, text)
      }
      start = end + 1
      line += 1
    }
    guard let found else { return nil }
    (mark, text) = found
  }

  /// A `#` with 3, 6 or 8 hexadecimal digits where a value is expected, with its column.
  private static func color(in line: ArraySlice<UInt8>) -> (column: Int, text: String)? {
    guard let hash = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let before = line[..<hash]
    let last = before.last { $0 != UInt8(ascii: " ") }
    guard let last, [":", ",", "[", "-"].contains(Unicode.Scalar(last)),
      before.count(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }).isMultiple(of: 2)
    else { return nil }
    let digits = line[(hash + 1)...].prefix { Unicode.Scalar($0).properties.isASCIIHexDigit }
    let next = line[digits.endIndex...].first.map { Unicode.Scalar($0) } ?? " "
    guard [3, 6, 8].contains(digits.count), !next.properties.isAlphabetic, next.isASCII else {
      return nil
    }
    let column = before.count { $0 & 0xC0 != 0x80 } + 1
    return (column, "#" + String(decoding: digits, as: UTF8.self))
  }
}
