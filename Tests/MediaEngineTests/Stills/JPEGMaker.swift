/// Writes JPEG files of one even colour: each component has its own value everywhere.
///
/// Baseline, blocks of 8 × 8, no compression to speak of.
struct JPEGMaker {
  /// 0…255 for each component, 1 to 4 of them.
  var components: [Int]
  /// The number in Adobe's marker: 0 as it is, 1 Y'CbCr, 2 Y'CbCr and black; `nil` for none.
  var adobe: UInt8?
  /// Pixels of each side.
  var size = 8
  /// Blocks across and down, in one digit each, of each component in a unit of the file; one block
  /// each if absent.
  var sampling: [UInt8]?

  var bytes: [UInt8] {
    var result: [UInt8] = [0xFF, 0xD8]
    if let adobe { result += segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, adobe]) }
    // Every frequency is stored in steps of 1, the average in steps of 8 of the sum of 64.
    result += segment(0xDB, [0] + Array(repeating: 1, count: 64))
    let ids = (1...components.count).map { UInt8($0) }
    let sampling = sampling ?? components.map { _ in 0x11 }
    let sides = PNGMaker.big(size, 2) + PNGMaker.big(size, 2)
    result += segment(
      0xC0,
      [8] + sides + [UInt8(components.count)] + zip(ids, sampling).flatMap { [$0, $1, 0] })
    // All twelve sizes of a difference have codes of 4 bits, in order.
    result += segment(
      0xC4, [0x00] + [0, 0, 0, 12] + Array(repeating: 0, count: 12) + Array(0...11))
    // The end of a block is the code 0.
    result += segment(0xC4, [0x10, 1] + Array(repeating: 0, count: 15) + [0])
    result += segment(
      0xDA, [UInt8(components.count)] + ids.flatMap { [$0, 0x00] } + [0, 63, 0])
    var bits: [Int] = []
    let across = 8 * Int(sampling.map { $0 >> 4 }.max()!)
    let down = 8 * Int(sampling.map { $0 & 15 }.max()!)
    let units = ((size + across - 1) / across) * ((size + down - 1) / down)
    for (value, blocks) in zip(components, sampling) {
      let difference = (value - 128) * 8
      let size = difference == 0 ? 0 : Int.bitWidth - abs(difference).leadingZeroBitCount
      let stored = difference < 0 ? difference + (1 << size) - 1 : difference
      bits += (0..<4).reversed().map { size >> $0 & 1 }
      bits += (0..<size).reversed().map { stored >> $0 & 1 }
      bits.append(0)
      // What follows in the unit does not differ from it: size 0, and the end of the block.
      bits += Array(repeating: 0, count: 5 * (Int(blocks >> 4) * Int(blocks & 15) - 1))
    }
    let blocks = sampling.reduce(0) { $0 + Int($1 >> 4) * Int($1 & 15) }
    bits += Array(repeating: 0, count: 5 * blocks * (units - 1))
    while bits.count % 8 != 0 { bits.append(1) }
    for start in stride(from: 0, to: bits.count, by: 8) {
      let byte = UInt8(bits[start..<start + 8].reduce(0) { $0 << 1 | $1 })
      result += byte == 0xFF ? [0xFF, 0] : [byte]
    }
    return result + [0xFF, 0xD9]
  }

  private func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    [0xFF, marker] + PNGMaker.big(data.count + 2, 2) + data
  }
}
