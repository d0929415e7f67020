/// The lines of a text in UTF-8, whatever ends them: LF, CR, CR LF, or CR CR LF as some programs
/// write by mistake.
struct LineList {
  let bytes: [UInt8]
  private var ranges: [Range<Int>] = []
  /// How many line ends there are.
  private(set) var ends = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 10 || byte == 13 else {
        index += 1
        continue
      }
      ranges.append(start..<index)
      ends += 1
      if byte == 13 {
        var next = index + 1
        while next < bytes.count, bytes[next] == 13 { next += 1 }
        // Carriage returns alone each end a line; before a line feed they are all one end.
        index = next < bytes.count && bytes[next] == 10 ? next : index
      }
      index += 1
      start = index
    }
    if start < bytes.count { ranges.append(start..<bytes.count) }
  }

  var count: Int { ranges.count }

  subscript(index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

  func isBlank(_ index: Int) -> Bool { self[index].allSatisfy { $0 == 32 || $0 == 9 } }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at both ends.
  var trimmed: ArraySlice<UInt8> {
    var (start, end) = (startIndex, endIndex)
    while start < end, self[start] == 32 || self[start] == 9 { start += 1 }
    while end > start, self[end - 1] == 32 || self[end - 1] == 9 { end -= 1 }
    return self[start..<end]
  }

  /// Whether it begins with an ASCII text, whatever the case of the letters.
  func hasPrefix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount {
      let (own, other) = (self[startIndex + offset], text.utf8Start[offset])
      guard Self.lowered(own) == Self.lowered(other) else { return false }
    }
    return true
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte + 32 : byte
  }
}
