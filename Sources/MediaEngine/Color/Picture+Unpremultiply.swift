extension Picture {
  /// Makes premultiplied colours stand for themselves again, as well as 8 bits have kept them.
  func unpremultiply() {
    guard let alpha else { return }
    for row in 0..<height {
      let (alphaRow, lumaRow) = (alpha.row(row), luma.row(row))
      for x in 0..<width where alphaRow[x] != 255 && alphaRow[x] != 0 {
        lumaRow[x] = divided(lumaRow[x], around: 16, by: Int32(alphaRow[x]))
      }
    }
    for row in 0..<blue.height {
      let (blueRow, redRow) = (blue.row(row), red.row(row))
      for x in 0..<blue.width {
        var (sum, count): (Int32, Int32) = (0, 0)
        for y in (2 * row)..<min(2 * row + 2, height) {
          for column in (2 * x)..<min(2 * x + 2, width) {
            sum &+= Int32(alpha.row(y)[column])
            count &+= 1
          }
        }
        let weight = (sum &+ count / 2) / count
        if weight == 255 || weight == 0 { continue }
        blueRow[x] = divided(blueRow[x], around: 128, by: weight)
        redRow[x] = divided(redRow[x], around: 128, by: weight)
      }
    }
  }
}

@inline(__always)
private func divided(_ value: UInt8, around zero: Int32, by weight: Int32) -> UInt8 {
  let product = (Int32(value) &- zero) &* 255
  let half = product < 0 ? -weight / 2 : weight / 2
  return clamp8(zero &+ (product &+ half) / weight)
}
