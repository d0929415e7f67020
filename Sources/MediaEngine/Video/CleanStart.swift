internal import CFFmpeg

/// Tells, packet by packet, whether a decoder that begins at any of the key packets makes the
/// pictures that one makes which has decoded all before it.
///
/// It does so at an instantaneous decoder refresh of H.264 (ITU-T H.264, 7.4.1.2.4) and HEVC
/// (ITU-T H.265, 7.4.2.4.4). Files mark other packets as keys as well: recovery points, behind
/// which pictures become right by and by, and pictures that others before them lean on.
struct CleanStart {
  private enum Codec { case h264, hevc }

  private let codec: Codec
  /// Bytes of the length before each unit; `nil` if units stand behind start codes.
  private let lengthBytes: Int?
  /// Whether the last key packet held parameter sets.
  private var keysSetParameters: Bool?

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

  /// - Parameters:
  ///   - packet: Packets are to be handed over in the order in which they are decoded.
  ///   - isKey: Whether the file marks it as a key.
  /// - Returns: `false` if what is decoded behind it may depend on where the decoder began.
  mutating func isClean(_ packet: UnsafeBufferPointer<UInt8>, isKey: Bool) -> Bool {
    var units = UnitHeads(packet: packet, lengthBytes: lengthBytes)
    var setsParameters = false
    while let head = units.next() {
      switch kind(ofUnit: head) {
      case .other: break
      case .parameters: setsParameters = true
      case .slice: return !isKey && !setsParameters
      case .refresh:
        guard isKey else { return !setsParameters }
        // A decoder that begins here must have the same parameters as one that comes by: those of
        // the file's head, or those that stand here.
        defer { keysSetParameters = setsParameters }
        return keysSetParameters.map { $0 == setsParameters } ?? true
      }
    }
    return !isKey && !setsParameters
  }

  private enum Kind { case parameters, refresh, slice, other }

  /// By ITU-T H.264, table 7-1, and ITU-T H.265, table 7-1.
  private func kind(ofUnit head: UInt8) -> Kind {
    switch codec {
    case .h264:
      switch head & 31 {
      case 5: .refresh
      case 1...4: .slice
      case 7, 8: .parameters
      default: .other
      }
    case .hevc:
      switch head >> 1 & 63 {
      case 19, 20: .refresh
      case 0..<32: .slice
      case 32...34: .parameters
      default: .other
      }
    }
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
