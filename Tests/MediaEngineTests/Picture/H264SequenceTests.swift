import Testing

@testable import MediaEngine

@Suite struct H264SequenceTests {
  /// A sequence parameter set of 96 × 64 pixels, behind its head.
  private struct Maker {
    var profile = 77
    var chromaFormat = 1
    var hasMatrices = false
    var orderType = 0
    var hasFramesOnly = true
    var reordered: Int? = 2
    var buffered = 4

    private var bits: [UInt8] = []

    private mutating func put(_ value: Int, _ count: Int) {
      for place in (0..<count).reversed() { bits.append(UInt8(value >> place & 1)) }
    }

    private mutating func unsigned(_ value: Int) {
      let length = (value + 1).bitWidth - (value + 1).leadingZeroBitCount
      put(0, length - 1)
      put(value + 1, length)
    }

    private mutating func signed(_ value: Int) {
      unsigned(value > 0 ? 2 * value - 1 : -2 * value)
    }

    mutating func bytes() -> [UInt8] {
      bits = []
      put(profile, 8)
      put(30, 16)
      unsigned(0)
      if profile >= 100 {
        unsigned(chromaFormat)
        if chromaFormat == 3 { put(0, 1) }
        unsigned(0)
        unsigned(0)
        put(0, 1)
        put(hasMatrices ? 1 : 0, 1)
        if hasMatrices {
          for list in 0..<(chromaFormat == 3 ? 12 : 8) {
            // The first has all its values, the second ends early, others are not there.
            put(list < 2 ? 1 : 0, 1)
            if list == 0 { for value in 0..<16 { signed(value % 3 - 1) } }
            if list == 1 { signed(-8) }
          }
        }
      }
      unsigned(3)
      unsigned(orderType)
      if orderType == 0 { unsigned(2) }
      if orderType == 1 {
        put(0, 1)
        signed(-1)
        signed(2)
        unsigned(2)
        signed(1)
        signed(-1)
      }
      unsigned(4)
      put(0, 1)
      unsigned(5)
      unsigned(3)
      put(hasFramesOnly ? 1 : 0, 1)
      if !hasFramesOnly { put(1, 1) }
      put(1, 1)
      put(1, 1)
      for _ in 0..<4 { unsigned(1) }
      put(reordered == nil ? 0 : 1, 1)
      if let reordered {
        put(0b1, 1)
        put(255, 8)
        put(1 << 16 | 1, 32)
        put(0b11, 2)
        put(0b1_101_0_1, 6)
        put(0x010101, 24)
        put(1, 1)
        unsigned(1)
        unsigned(1)
        put(1, 1)
        put(1, 32)
        put(50, 32)
        put(1, 1)
        // A buffer of each kind.
        for _ in 0..<2 {
          put(1, 1)
          unsigned(1)
          put(0x11, 8)
          for _ in 0..<2 {
            unsigned(1000)
            unsigned(2000)
            put(0, 1)
          }
          put(0, 20)
        }
        put(0, 1)
        put(0, 1)
        put(1, 1)
        put(1, 1)
        for _ in 0..<4 { unsigned(2) }
        unsigned(reordered)
        unsigned(buffered)
      }
      put(1, 1)
      while bits.count % 8 != 0 { put(0, 1) }
      var result: [UInt8] = []
      var zeros = 0
      for start in stride(from: 0, to: bits.count, by: 8) {
        let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        if zeros >= 2, byte <= 3 {
          result.append(3)
          zeros = 0
        }
        zeros = byte == 0 ? zeros + 1 : 0
        result.append(byte)
      }
      return result
    }
  }

  private func sequence(_ change: (inout Maker) -> Void = { _ in }) -> H264Sequence? {
    var maker = Maker()
    change(&maker)
    return maker.bytes().withUnsafeBufferPointer { H264Sequence($0) }
  }

  @Test func allThatMattersIsRead() throws {
    let plain = try #require(sequence())
    #expect(plain.frameNumberBits == 7 && plain.hasFramesOnly && plain.saysReordering)
    #expect(plain.chromaFormat == 1)
    for orderType in 0...2 {
      #expect(try #require(sequence { $0.orderType = orderType }).saysReordering)
    }
    #expect(try !#require(sequence { $0.hasFramesOnly = false }).hasFramesOnly)
    for format in 0...3 {
      let found = try #require(
        sequence {
          $0.profile = 244
          $0.chromaFormat = format
          $0.hasMatrices = true
        })
      #expect(found.chromaFormat == format && found.saysReordering && found.hasFramesOnly)
    }
  }

  @Test func whatIsNotSaidIsNotKnown() throws {
    #expect(try !#require(sequence { $0.reordered = nil }).saysReordering)
    // Nonsense.
    #expect(try !#require(sequence { $0.reordered = 5 }).saysReordering)
    #expect(try !#require(sequence { $0.buffered = 17 }).saysReordering)
    #expect(sequence { $0.orderType = 3 } == nil)
  }

  @Test func aSetThatEndsTooSoonIsNone() {
    var maker = Maker()
    maker.profile = 100
    let bytes = maker.bytes()
    for length in 0..<bytes.count - 1 {
      let cut = bytes.prefix(length).withUnsafeBufferPointer { H264Sequence($0) }
      #expect(cut == nil, "\(length) of \(bytes.count)")
    }
  }
}
