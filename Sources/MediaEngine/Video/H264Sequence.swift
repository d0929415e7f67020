/// What a sequence parameter set says of how pictures follow each other (ITU-T H.264, 7.3.2.1.1 and
/// E.1.1).
struct H264Sequence {
  /// Bits of each picture's `frame_num`.
  private(set) var frameNumberBits = 0
  /// Whether no picture may consist of two fields.
  private(set) var hasFramesOnly = false
  /// 0 without colours, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4.
  private(set) var chromaFormat = 1
  /// Whether it says how many pictures are stored before another one that is shown before them.
  private(set) var saysReordering = false

  private static let profilesWithChroma: Set = [
    100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
  ]

  /// - Parameter unit: The set from behind its head on.
  /// - Returns: `nil` if it cannot be understood.
  init?(_ unit: UnsafeBufferPointer<UInt8>) {
    var bits = H264Bits(unit)
    let profile = bits.bits(8)
    _ = bits.bits(16)
    _ = bits.unsigned()
    if Self.profilesWithChroma.contains(profile) { readChroma(&bits) }
    frameNumberBits = bits.unsigned() + 4
    switch bits.unsigned() {
    case 0: _ = bits.unsigned()
    case 1:
      _ = bits.flag()
      _ = (bits.signed(), bits.signed())
      let count = bits.unsigned()
      guard count < 256 else { return nil }
      for _ in 0..<count { _ = bits.signed() }
    case 2: break
    default: return nil
    }
    // Reference frames, gaps, width, height.
    _ = (bits.unsigned(), bits.flag(), bits.unsigned(), bits.unsigned())
    hasFramesOnly = bits.flag()
    if !hasFramesOnly { _ = bits.flag() }
    _ = bits.flag()
    if bits.flag() { for _ in 0..<4 { _ = bits.unsigned() } }
    if bits.flag() { readUsability(&bits) }
    guard bits.isValid, frameNumberBits <= 16 else { return nil }
  }

  private mutating func readChroma(_ bits: inout H264Bits) {
    chromaFormat = bits.unsigned()
    if chromaFormat == 3 { _ = bits.flag() }
    _ = (bits.unsigned(), bits.unsigned(), bits.flag())
    guard bits.flag() else { return }
    for list in 0..<(chromaFormat == 3 ? 12 : 8) where bits.flag() {
      var last = 8
      for _ in 0..<(list < 6 ? 16 : 64) {
        let next = (last + bits.signed() + 256) % 256
        if next == 0 { break }
        last = next
      }
    }
  }

  /// The "video usability information".
  private mutating func readUsability(_ bits: inout H264Bits) {
    // The pixels' shape, overscan, kind and colours, chroma's place, timing.
    if bits.flag(), bits.bits(8) == 255 { _ = bits.bits(32) }
    if bits.flag() { _ = bits.flag() }
    if bits.flag() {
      _ = bits.bits(4)
      if bits.flag() { _ = bits.bits(24) }
    }
    if bits.flag() { _ = (bits.unsigned(), bits.unsigned()) }
    if bits.flag() { _ = (bits.bits(32), bits.bits(32), bits.flag()) }
    let hasUnitBuffer = bits.flag()
    if hasUnitBuffer { skipBuffer(&bits) }
    let hasSliceBuffer = bits.flag()
    if hasSliceBuffer { skipBuffer(&bits) }
    if hasUnitBuffer || hasSliceBuffer { _ = bits.flag() }
    _ = bits.flag()
    guard bits.flag() else { return }
    _ = bits.flag()
    for _ in 0..<4 { _ = bits.unsigned() }
    let reordered = bits.unsigned()
    let buffered = bits.unsigned()
    saysReordering = reordered <= buffered && buffered <= 16
  }

  /// The parameters of a hypothetical decoder's buffer.
  private func skipBuffer(_ bits: inout H264Bits) {
    let count = bits.unsigned() + 1
    _ = bits.bits(8)
    for _ in 0..<min(count, 32) { _ = (bits.unsigned(), bits.unsigned(), bits.flag()) }
    _ = bits.bits(20)
  }
}
