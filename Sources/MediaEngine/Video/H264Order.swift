internal import CFFmpeg

/// Watches the packets of an H.264 stream for whatever would make pictures depend on the key frame
/// at which a decoder began, or on whether it skipped pictures to which none refers.
///
/// Nothing does where every key frame is an instantaneous decoder refresh, no picture is missing
/// to which others refer (their numbers, `frame_num`, follow each other), parameters never change,
/// and the stream says how far it is reordered; else the decoder guesses from what it has seen.
/// Clauses are those of ITU-T H.264.
struct H264Order {
  private let sequence: H264Sequence
  /// The parameter sets of the stream's head, with their heads.
  private let sets: [[UInt8]]
  /// Bytes of the length before each unit; `nil` if units stand behind start codes.
  private let lengthBytes: Int?
  /// The number of the last picture to which others may refer.
  private var number: Int?

  /// - Returns: `nil` for other codecs, and for streams whose pictures depend on it from the start.
  init?(_ parameters: AVCodecParameters) {
    guard parameters.codec_id == AV_CODEC_ID_H264 else { return nil }
    let head = UnsafeBufferPointer(
      start: parameters.extradata, count: max(0, Int(parameters.extradata_size)))
    if head.first == 1 {
      guard let record = Self.record(head) else { return nil }
      (lengthBytes, sets) = record
    } else {
      lengthBytes = nil
      var units = H264Units(head, lengthBytes: nil)
      var found: [[UInt8]] = []
      while let unit = units.next() {
        if [Unit.sequence, Unit.picture].contains(unit[0] & 31) { found.append(Array(unit)) }
      }
      sets = found
    }
    let sequences = sets.filter { $0.first.map { $0 & 31 } == Unit.sequence }
    guard sequences.count == 1,
      let sequence = sequences[0].withUnsafeBufferPointer({
        H264Sequence(UnsafeBufferPointer(rebasing: $0.dropFirst()))
      }), sequence.hasFramesOnly, sequence.saysReordering, sequence.chromaFormat <= 1
    else { return nil }
    self.sequence = sequence
  }

  /// Units' types, of table 7-1.
  private enum Unit {
    static let slice: UInt8 = 1
    static let partitions: ClosedRange<UInt8> = 2...4
    static let refresh: UInt8 = 5
    static let sequence: UInt8 = 7
    static let picture: UInt8 = 8
  }

  /// The decoder configuration record of ISO/IEC 14496-15, 5.3.3.1.
  private static func record(
    _ head: UnsafeBufferPointer<UInt8>
  ) -> (lengthBytes: Int, sets: [[UInt8]])? {
    guard head.count > 6 else { return nil }
    var sets: [[UInt8]] = []
    var place = 5
    for mask in [UInt8(31), 255] {
      guard place < head.count else { return nil }
      let count = head[place] & mask
      place += 1
      for _ in 0..<count {
        guard place + 2 <= head.count else { return nil }
        let length = Int(head[place]) << 8 | Int(head[place + 1])
        place += 2
        guard length > 0, place + length <= head.count else { return nil }
        sets.append(Array(head[place..<place + length]))
        place += length
      }
    }
    return (Int(head[4] & 3) + 1, sets)
  }

  /// - Parameters:
  ///   - packet: The next one, in the order in which they are decoded.
  ///   - isKey: Whether the file marks it as a key frame.
  /// - Returns: Whether the stream is in order so far. Once it is not, it is not to be asked again.
  mutating func follows(_ packet: UnsafeBufferPointer<UInt8>, isKey: Bool) -> Bool {
    var units = H264Units(packet, lengthBytes: lengthBytes)
    var found: [[UInt8]] = []
    while let unit = units.next(upToSlice: true) {
      switch unit[0] & 31 {
      case Unit.sequence, Unit.picture: found.append(Array(unit))
      case Unit.slice, Unit.refresh:
        guard found.isEmpty || found == sets else { return false }
        return continues(slice: unit, isKey: isKey)
      case Unit.partitions: return false
      default: break
      }
    }
    // Nothing that could be seen.
    return false
  }

  private mutating func continues(slice: UnsafeBufferPointer<UInt8>, isKey: Bool) -> Bool {
    let isRefresh = slice[0] & 31 == Unit.refresh
    let isReference = slice[0] >> 5 & 3 != 0
    var bits = H264Bits(UnsafeBufferPointer(rebasing: slice.dropFirst()), limit: 24)
    let firstBlock = bits.unsigned()
    _ = (bits.unsigned(), bits.unsigned())
    let found = bits.bits(sequence.frameNumberBits)
    guard bits.isValid, firstBlock == 0 else { return false }
    if isRefresh {
      number = 0
      return isKey && found == 0
    }
    // 7.4.3, for frames: the number after that of the last reference.
    guard !isKey, let number, found == (number + 1) % (1 << sequence.frameNumberBits) else {
      return false
    }
    if isReference { self.number = found }
    return true
  }
}
