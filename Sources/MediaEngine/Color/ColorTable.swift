/// A table of colours, worked out for pictures' own values: each place of a grid of luma and both
/// differences holds what becomes of it.
///
/// Between the grid's places colours are interpolated by tetrahedra, in integers. The grid is four
/// steps of luma and eight of the differences wide. Luma takes the differences of the sample that
/// covers it; a difference is the mean of what its pixels ask for.
public final class ColorTable: Sendable {
  /// Luma, blue, red in 1/64.
  let entries: [SIMD4<Int16>]

  private static let lumaPlaces = 65
  private static let chromaPlaces = 33
  /// How many there are in the grid.
  static let places = lumaPlaces * chromaPlaces * chromaPlaces

  init(entries: [SIMD4<Int16>]) { self.entries = entries }

  public init(_ cube: ColorCube) {
    let matrix = ColorMatrix.bt709
    let redOfRed = 2 * (1 - matrix.red)
    let blueOfBlue = 2 * (1 - matrix.blue)
    var entries: [SIMD4<Int16>] = []
    entries.reserveCapacity(Self.places)
    func fixed(_ value: Double) -> Int16 { Int16((max(0, min(255, value)) * 64).rounded()) }
    for redPlace in 0..<Self.chromaPlaces {
      let redDifference = (Double(redPlace * 8) - 128) / 224
      for bluePlace in 0..<Self.chromaPlaces {
        let blueDifference = (Double(bluePlace * 8) - 128) / 224
        for lumaPlace in 0..<Self.lumaPlaces {
          let luma = (Double(lumaPlace * 4) - 16) / 219
          let red = luma + redOfRed * redDifference
          let blue = luma + blueOfBlue * blueDifference
          let green = (luma - matrix.red * red - matrix.blue * blue) / matrix.green
          var source = ColorCube.Value(red, green, blue)
          source.clamp(lowerBound: .init(repeating: 0), upperBound: .init(repeating: 1))
          var result = cube.color(source)
          result.clamp(lowerBound: .init(repeating: 0), upperBound: .init(repeating: 1))
          let bright =
            matrix.red * result.x + matrix.green * result.y + matrix.blue * result.z
          entries.append(
            SIMD4(
              fixed(16 + 219 * bright), fixed(128 + 224 * (result.z - bright) / blueOfBlue),
              fixed(128 + 224 * (result.x - bright) / redOfRed), 0))
        }
      }
    }
    self.entries = entries
  }

  /// Changes a picture in place. Its colours must not be premultiplied.
  public func apply(to picture: Picture) {
    entries.withUnsafeBufferPointer { entries in
      for row in 0..<picture.blue.height {
        apply(entries.baseAddress!, to: picture, chromaRow: row)
      }
    }
  }

  private func apply(
    _ entries: UnsafePointer<SIMD4<Int16>>, to picture: Picture, chromaRow: Int
  ) {
    let blueRow = picture.blue.row(chromaRow)
    let redRow = picture.red.row(chromaRow)
    let rows = min(2, picture.height - 2 * chromaRow)
    for column in 0..<picture.blue.width {
      let columns = min(2, picture.width - 2 * column)
      let (blue, red) = (Int(blueRow[column]), Int(redRow[column]))
      let base =
        entries + ((red >> 3) * Self.chromaPlaces + (blue >> 3)) * Self.lumaPlaces
      var sum = SIMD4<Int32>()
      for row in 0..<rows {
        let line = picture.luma.row(2 * chromaRow + row) + 2 * column
        for x in 0..<columns {
          let value = interpolated(base, luma: Int(line[x]), blue: blue & 7, red: red & 7)
          line[x] = clamp8((value.x &+ 256) >> 9)
          sum &+= value
        }
      }
      let count = Int32(rows * columns)
      blueRow[column] = clamp8((sum.y &+ 256 &* count) / (512 &* count))
      redRow[column] = clamp8((sum.z &+ 256 &* count) / (512 &* count))
    }
  }

  /// In 1/512. Shares are in eighths of the way to the next place.
  @inline(__always)
  private func interpolated(
    _ base: UnsafePointer<SIMD4<Int16>>, luma: Int, blue: Int, red: Int
  ) -> SIMD4<Int32> {
    let near = base + (luma >> 2)
    let luma = (luma & 3) * 2
    let (toBlue, toRed) = (Self.lumaPlaces, Self.lumaPlaces * Self.chromaPlaces)
    // The way from the near corner to the far one, along the largest share first.
    var (most, middle, least) = (luma, blue, red)
    var (first, second, third) = (1, toBlue, toRed)
    if most < middle {
      swap(&most, &middle)
      swap(&first, &second)
    }
    if middle < least {
      swap(&middle, &least)
      swap(&second, &third)
    }
    if most < middle {
      swap(&most, &middle)
      swap(&first, &second)
    }
    func weighted(_ offset: Int, _ weight: Int) -> SIMD4<Int32> {
      SIMD4<Int32>(truncatingIfNeeded: near[offset]) &* Int32(truncatingIfNeeded: weight)
    }
    return weighted(0, 8 - most) &+ weighted(first, most - middle)
      &+ weighted(first + second, middle - least) &+ weighted(first + second + third, least)
  }
}
