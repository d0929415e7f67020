/// The units of an H.264 packet or head, one after another, each from its own head on.
struct H264Units {
  private let packet: UnsafeBufferPointer<UInt8>
  private let lengthBytes: Int?
  private var offset = 0

  /// - Parameter lengthBytes: Of the length before each unit; `nil` if they stand behind start codes.
  init(_ packet: UnsafeBufferPointer<UInt8>, lengthBytes: Int?) {
    self.packet = packet
    self.lengthBytes = lengthBytes
  }

  /// - Parameter upToSlice: Whether the first slice is the last unit that is asked for, so that it
  ///   may have the rest of the packet.
  mutating func next(upToSlice: Bool = false) -> UnsafeBufferPointer<UInt8>? {
    guard let lengthBytes else { return nextBehindStartCode(upToSlice: upToSlice) }
    guard packet.count - offset > lengthBytes else { return nil }
    var length = 0
    for byte in packet[offset..<offset + lengthBytes] { length = length << 8 | Int(byte) }
    let start = offset + lengthBytes
    guard length > 0, length <= packet.count - start else { return nil }
    offset = start + length
    return UnsafeBufferPointer(rebasing: packet[start..<offset])
  }

  private mutating func nextBehindStartCode(upToSlice: Bool) -> UnsafeBufferPointer<UInt8>? {
    guard let code = AnnexB.startCode(in: packet, from: offset) else { return nil }
    let start = code + 3
    guard start < packet.count else { return nil }
    var end = packet.count
    if !upToSlice || packet[start] & 31 > 5 {
      end = AnnexB.startCode(in: packet, from: start) ?? packet.count
      // Zeros before a start code belong to no unit.
      while end > start + 1, packet[end - 1] == 0 { end -= 1 }
    }
    offset = end
    return UnsafeBufferPointer(rebasing: packet[start..<end])
  }
}
