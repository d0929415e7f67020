/// Tells from the pixels of three pictures in a row whether the middle one is made up of two
/// fields of different times.
///
/// A row between two rows of another field looks like a comb, the more so the further apart both
/// were taken. Of three combs, the rows of the middle picture are put between rows of the picture
/// before or after it, or of its own. In a progressive picture, its own comb is the smallest and
/// the others are alike. In an interlaced one, its own comb is as large as the smaller of the
/// others, and the order of the fields says which one that is.
struct FieldComparison {
  enum Verdict: Hashable { case progressive, topFirst, bottomFirst, unknown }

  /// Of a picture, from 0 to 255, row by row.
  typealias Luma = [UInt8]

  static func compare(before: Luma, at: Luma, after: Luma, width: Int) -> Verdict {
    let height = at.count / max(1, width)
    guard height >= 8, before.count == at.count, after.count == at.count else { return .unknown }
    // Combs of the rows of the other pictures, by the field that is put in; and of its own.
    var early = 0
    var late = 0
    var own = 0
    before.withUnsafeBufferPointer { before in
      at.withUnsafeBufferPointer { at in
        after.withUnsafeBufferPointer { after in
          for row in 2..<(height - 2) {
            let place = row * width
            let above = at.baseAddress! + place - width
            let below = at.baseAddress! + place + width
            let fromBefore = comb(above, before.baseAddress! + place, below, width)
            let fromAfter = comb(above, after.baseAddress! + place, below, width)
            early += row % 2 == 0 ? fromBefore : fromAfter
            late += row % 2 == 0 ? fromAfter : fromBefore
            own += comb(above, at.baseAddress! + place, below, width)
          }
        }
      }
    }
    let smaller = Double(min(early, late))
    let larger = Double(max(early, late))
    guard own > 0, smaller > 0 else { return .unknown }
    let order = larger / smaller - 1
    let excess = smaller / Double(own) - 1
    if order > threshold, order > 2 * abs(excess) { return early > late ? .topFirst : .bottomFirst }
    if excess > threshold, excess > order { return .progressive }
    return .unknown
  }

  private static let threshold = 0.04

  private static func comb(
    _ above: UnsafePointer<UInt8>, _ row: UnsafePointer<UInt8>, _ below: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Int {
    var sum: Int32 = 0
    for x in 0..<count {
      sum &+= abs(Int32(above[x]) &+ Int32(below[x]) &- 2 &* Int32(row[x]))
    }
    return Int(sum)
  }
}
