/// The texts of the files that were read, by their paths.
public struct SourceTexts: Sendable {
  private let bytes: [String: [UInt8]]

  init(_ files: [SourceFile]) {
    bytes = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
  }

  /// One line of a file, without its end, or `nil` if there is none.
  ///
  /// - Parameter number: From 1.
  func line(_ number: Int, of file: String) -> String? {
    guard let bytes = bytes[file], number > 0 else { return nil }
    let text = Self.utf8(bytes)
    var line = 1
    var start = 0
    while line < number {
      guard let end = text[start...].firstIndex(of: 0x0A) else { return nil }
      start = end + 1
      line += 1
    }
    var slice = text[start...].prefix { $0 != 0x0A }
    if slice.last == 0x0D { slice = slice.dropLast() }
    if number == 1, slice.starts(with: [0xEF, 0xBB, 0xBF]) { slice = slice.dropFirst(3) }
    return String(decoding: slice, as: UTF8.self)
  }

  /// The bytes as UTF-8, whatever the byte order mark says that they are.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 2 else { return bytes }
    let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE
    guard isLittle || (bytes[0] == 0xFE && bytes[1] == 0xFF) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isLittle ? first | second << 8 : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
