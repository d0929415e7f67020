/// Reads the syntax elements of an H.264 unit (ITU-T H.264, 7.2 and 9.1).
///
/// Behind the unit's end it reads zeros; ``isValid`` tells.
struct H264Bits {
  private let bytes: [UInt8]
  private var place = 0
  private(set) var isValid = true

  /// - Parameters:
  ///   - unit: From behind its head on.
  ///   - limit: Bytes that may be needed.
  init(_ unit: UnsafeBufferPointer<UInt8>, limit: Int = 1 << 12) {
    var bytes: [UInt8] = []
    var zeros = 0
    for byte in unit.prefix(limit) {
      // A byte that keeps start codes from arising.
      if zeros >= 2, byte == 3 {
        zeros = 0
        continue
      }
      zeros = byte == 0 ? zeros + 1 : 0
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  mutating func flag() -> Bool { bits(1) == 1 }

  /// A number of up to 32 bits.
  mutating func bits(_ count: Int) -> Int {
    var value = 0
    for _ in 0..<count {
      guard place < bytes.count * 8 else {
        isValid = false
        return 0
      }
      value = value << 1 | Int(bytes[place >> 3] >> (7 - UInt8(place & 7)) & 1)
      place += 1
    }
    return value
  }

  /// ue(v)
  mutating func unsigned() -> Int {
    var zeros = 0
    while isValid, !flag() { zeros += 1 }
    guard isValid, zeros <= 32 else {
      isValid = false
      return 0
    }
    return (1 << zeros) - 1 + bits(zeros)
  }

  /// se(v)
  mutating func signed() -> Int {
    let code = unsigned()
    return code & 1 == 1 ? (code + 1) / 2 : -(code / 2)
  }
}
