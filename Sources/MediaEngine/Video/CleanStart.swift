internal import CFFmpeg

/// Tells whether a decoder that begins at a key packet makes the pictures that one makes which has
/// decoded all before it.
///
/// That is so at an instantaneous decoder refresh of H.264 (ITU-T H.264, 7.4.1.2.4) and HEVC
/// (ITU-T H.265, 7.4.2.4.4). Files mark other packets as keys as well: recovery points, behind
/// which pictures become right by and by, and pictures that others before them lean on.
struct CleanStart {
  private enum Codec { case h264, hevc }

  private let codec: Codec
  /// Bytes of the length before each unit; `nil` if units stand behind start codes.
  private let lengthBytes: Int?

  /// - Returns: `nil` for a codec of which it is not known.
  init?(_ parameters: AVCodecParameters) {
    switch parameters.codec_id {
    case AV_CODEC_ID_H264: codec = .h264
    case AV_CODEC_ID_HEVC: codec = .hevc
    default: return nil
    }
    let header = UnsafeBufferPointer(
      start: parameters.extradata, count: max(0, Int(parameters.extradata_size)))
    // The decoder configuration records of ISO/IEC 14496-15 begin with their version, 1.
    let place = codec == .h264 ? 4 : 21
    lengthBytes =
      header.count > place && header[0] == 1 ? Int(header[place] & 3) + 1 : nil
  }

  /// - Parameter packet: One that the file marks as a key.
  func isClean(_ packet: UnsafeBufferPointer<UInt8>) -> Bool {
    var units = UnitHeads(packet: packet, lengthBytes: lengthBytes)
    while let head = units.next() {
      switch codec {
      case .h264:
        let type = head & 31
        if (1...5).contains(type) { return type == 5 }
      case .hevc:
        let type = head >> 1 & 63
        if type < 32 { return type == 19 || type == 20 }
      }
    }
    return false
  }
}

/// The first byte of each unit of a packet.
private struct UnitHeads {
  let packet: UnsafeBufferPointer<UInt8>
  let lengthBytes: Int?
  private var offset = 0

  init(packet: UnsafeBufferPointer<UInt8>, lengthBytes: Int?) {
    self.packet = packet
    self.lengthBytes = lengthBytes
  }

  mutating func next() -> UInt8? {
    guard let lengthBytes else { return nextBehindStartCode() }
    guard packet.count - offset > lengthBytes else { return nil }
    var length = 0
    for byte in packet[offset..<offset + lengthBytes] { length = length << 8 | Int(byte) }
    let start = offset + lengthBytes
    guard length > 0, length <= packet.count - start else { return nil }
    offset = start + length
    return packet[start]
  }

  private mutating func nextBehindStartCode() -> UInt8? {
    while offset + 3 < packet.count {
      if packet[offset] == 0, packet[offset + 1] == 0, packet[offset + 2] == 1 {
        offset += 3
        return packet[offset]
      }
      offset += 1
    }
    return nil
  }
}
