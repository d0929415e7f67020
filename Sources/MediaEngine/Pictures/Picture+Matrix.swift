/// Changes the matrix of limited-range pictures without a way through RGB.
struct MatrixConversion: Hashable {
  /// Contributions in 1/65536: luma keeps its own value and takes a little of both differences;
  /// each difference becomes a mixture of both.
  private let lumaFromBlue, lumaFromRed, blueFromBlue, blueFromRed, redFromBlue, redFromRed: Int32

  init(from source: ColorMatrix, to target: ColorMatrix) {
    // The red, green and blue of a unit of each difference, at luma 0.
    let redOfRed = 2 * (1 - source.red)
    let blueOfBlue = 2 * (1 - source.blue)
    let greenOfRed = -source.red * redOfRed / source.green
    let greenOfBlue = -source.blue * blueOfBlue / source.green
    let lumaOfBlue = target.green * greenOfBlue + target.blue * blueOfBlue
    let lumaOfRed = target.red * redOfRed + target.green * greenOfRed
    let scaleBlue = 1 / (2 * (1 - target.blue))
    let scaleRed = 1 / (2 * (1 - target.red))
    func fixed(_ value: Double) -> Int32 { Int32((value * 65536).rounded()) }
    // Luma spans 219 steps where the differences span 224.
    lumaFromBlue = fixed(lumaOfBlue * 219 / 224)
    lumaFromRed = fixed(lumaOfRed * 219 / 224)
    blueFromBlue = fixed((blueOfBlue - lumaOfBlue) * scaleBlue)
    blueFromRed = fixed(-lumaOfRed * scaleBlue)
    redFromBlue = fixed(-lumaOfBlue * scaleRed)
    redFromRed = fixed((redOfRed - lumaOfRed) * scaleRed)
  }

  /// Converts in place. Luma takes the differences of the sample that covers it.
  func apply(luma: Picture.Plane, blue: Picture.Plane, red: Picture.Plane) {
    let chromaWidth = blue.width
    let half: Int32 = 1 << 15
    // What the luma of each column is shifted by: two columns alike, laid out for plain loops.
    withUnsafeTemporaryAllocation(of: Int16.self, capacity: 2 * chromaWidth) { shift in
      let shift = shift.baseAddress!
      for row in 0..<blue.height {
        let blueRow = blue.row(row)
        let redRow = red.row(row)
        for x in 0..<chromaWidth {
          let oldBlue = Int32(blueRow[x]) &- 128
          let oldRed = Int32(redRow[x]) &- 128
          let ofLuma = Int16(
            truncatingIfNeeded: (oldBlue &* lumaFromBlue &+ oldRed &* lumaFromRed &+ half) >> 16)
          shift[2 * x] = ofLuma
          shift[2 * x + 1] = ofLuma
          let newBlue = (oldBlue &* blueFromBlue &+ oldRed &* blueFromRed &+ half) >> 16
          let newRed = (oldBlue &* redFromBlue &+ oldRed &* redFromRed &+ half) >> 16
          blueRow[x] = clamp8(newBlue &+ 128)
          redRow[x] = clamp8(newRed &+ 128)
        }
        for lumaRow in (2 * row)..<min(2 * row + 2, luma.height) {
          let line = luma.row(lumaRow)
          for x in 0..<luma.width {
            line[x] = UInt8(truncatingIfNeeded: max(0, min(255, Int16(line[x]) &+ shift[x])))
          }
        }
      }
    }
  }
}

/// The nearest value of 8 bits.
@inline(__always)
func clamp8(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: max(0, min(255, value))) }
