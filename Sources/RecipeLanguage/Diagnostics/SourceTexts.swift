/// The texts of the files that were read, by their paths.
public struct SourceTexts: Sendable {
  private let bytes: [String: [UInt8]]

  init(_ files: [SourceFile]) {
    bytes = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
  }

  private init(bytes: [String: [UInt8]]) { self.bytes = bytes }

  /// These texts and those of other recipes.
  public func merging(_ others: SourceTexts) -> SourceTexts {
    SourceTexts(bytes: bytes.merging(others.bytes) { first, _ in first })
  }

  /// One line of a file, without its end, or `nil` if there is none.
  ///
  /// - Parameter number: From 1. Lines end where YAML's do.
  func line(_ number: Int, of file: String) -> String? {
    guard let bytes = bytes[file], number > 0 else { return nil }
    let scalars = String(decoding: Self.utf8(bytes), as: UTF8.self).unicodeScalars
    var line = 1
    var start = scalars.startIndex
    while line < number {
      guard let end = scalars[start...].firstIndex(where: \.isLineBreak) else { return nil }
      start = Self.nextLine(after: end, in: scalars)
      line += 1
    }
    if number == 1, scalars.first == "\u{FEFF}" { start = scalars.index(after: start) }
    return String(scalars[start...].prefix { !$0.isLineBreak })
  }

  private static func nextLine(
    after end: String.Index, in scalars: String.UnicodeScalarView
  ) -> String.Index {
    let next = scalars.index(after: end)
    let isPair = scalars[end] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
    return isPair ? scalars.index(after: next) : next
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
