/// How an AAC packet is windowed: a packet overlaps with the next one, and both must agree.
public struct AACWindow: Hashable, Sendable {
  /// 0 only long, 1 long start, 2 eight short, 3 long stop.
  public var sequence: Int
  /// 0 sine, 1 Kaiser-Bessel-derived.
  public var shape: Int

  public init(sequence: Int, shape: Int) {
    self.sequence = sequence
    self.shape = shape
  }

  /// The window of a packet's left channel, and whether the packet says that the right channel
  /// has the same.
  ///
  /// - Parameter packet: A raw block whose first element is a pair of channels, as the encoder
  ///   makes for stereo.
  /// - Returns: `nil` for any other packet.
  static func leading(
    of packet: UnsafeBufferPointer<UInt8>
  ) -> (window: AACWindow, isCommon: Bool)? {
    var place = 0
    func bits(_ count: Int) -> Int {
      var value = 0
      for _ in 0..<count {
        value = value << 1 | Int(packet[place / 8] >> UInt8(7 - place % 8)) & 1
        place += 1
      }
      return value
    }
    let pair = 1
    guard packet.count >= 3, bits(3) == pair else { return nil }
    let tag = 4
    place += tag
    let isCommon = bits(1) == 1
    // Without a common window, the left channel's own stream follows, which begins with its gain.
    if !isCommon { place += 8 }
    let reserved = 1
    place += reserved
    return (AACWindow(sequence: bits(2), shape: bits(1)), isCommon)
  }
}
