/// How well some bytes are UTF-8.
struct UTF8Check {
  /// Bytes that belong to no character.
  private(set) var invalid = 0
  /// Characters of more than one byte.
  private(set) var sequences = 0
  private(set) var firstInvalid: Int?

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          index += 1
          continue
        }
        let length = Self.length(bytes, at: index)
        if length > 0 {
          sequences += 1
          index += length
        } else {
          if firstInvalid == nil { firstInvalid = index }
          invalid += 1
          index += 1
        }
      }
    }
  }

  /// Bytes of the character that begins here; 0 if none does.
  private static func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    let length: Int
    // The second byte's range excludes overlong forms, surrogates and what lies past U+10FFFF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for place in index + 2..<max(index + length, index + 2)
    where !(0x80...0xBF).contains(bytes[place]) {
      return 0
    }
    return length
  }
}
