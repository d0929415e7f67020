public import FilmVocabulary

/// Makes what has a screen's colour transparent, as ffmpeg's `chromakey` filter does: a pixel's
/// distance is the mean of those of the nine around it, in the plane of the colour differences.
public final class ChromaKeyer {
  /// The distance of each pair of differences from the screen's, where 65535 is the largest.
  private let distances: [UInt16]
  /// Nine times as large as one distance.
  private let similarity: Int32
  private let blend: Int32
  /// Towards the screen's colour, of length 1024.
  private let direction: (blue: Int32, red: Int32)
  /// In 1/1024.
  private let despill: Int32
  private var measured: [UInt16] = []

  public init(_ key: ChromaKey) {
    let screen = VideoColor.components(key.color)
    let (blue, red) = (Int(screen.blue.rounded()), Int(screen.red.rounded()))
    // The root of a whole number is the same on every processor.
    distances = (0..<65536).map { index in
      let (du, dv) = ((index & 255) - blue, (index >> 8) - red)
      let distance = (Double(du * du + dv * dv) / 2).squareRoot() / 255
      return UInt16((min(distance, 1) * 65535).rounded())
    }
    similarity = Int32((key.similarity.doubleValue * 9 * 65535).rounded())
    blend = Int32((key.blend.doubleValue * 9 * 65535).rounded())
    let length =
      ((screen.blue - 128) * (screen.blue - 128)
      + (screen.red - 128) * (screen.red - 128)).squareRoot()
    direction =
      length < 1
      ? (0, 0)
      : (
        Int32(((screen.blue - 128) / length * 1024).rounded()),
        Int32(((screen.red - 128) / length * 1024).rounded())
      )
    despill = Int32((key.despill.doubleValue * 1024).rounded())
  }

  /// Multiplies a picture's alpha and takes the screen's light out of its colours, which must not
  /// be premultiplied.
  public func apply(to picture: Picture) {
    guard let alpha = picture.alpha else { return }
    measure(picture)
    if despill > 0 { removeSpill(from: picture) }
    let (width, height) = (picture.blue.width, picture.blue.height)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: width + 2) { line in
      measured.withUnsafeBufferPointer { measured in
        for row in 0..<picture.height {
          let own = row >> 1
          // The other row of differences that the nine pixels reach; at an edge, the same.
          let other = max(0, min(height - 1, row & 1 == 0 ? own - 1 : own + 1))
          for x in 0..<width {
            line[x + 1] =
              2 &* Int32(measured[own * width + x]) &+ Int32(measured[other * width + x])
          }
          line[0] = line[1]
          line[width + 1] = line[width]
          let target = alpha.row(row)
          for x in 0..<picture.width {
            let column = (x >> 1) + 1
            let distance = 2 &* line[column] &+ line[x & 1 == 0 ? column - 1 : column + 1]
            let opacity = self.opacity(distance)
            if opacity < 255 {
              target[x] = UInt8(truncatingIfNeeded: (Int32(target[x]) &* opacity &+ 127) / 255)
            }
          }
        }
      }
    }
  }

  /// - Parameter distance: Nine times as large as one distance.
  @inline(__always)
  private func opacity(_ distance: Int32) -> Int32 {
    let beyond = distance &- similarity
    if beyond <= 0 { return 0 }
    return beyond >= blend ? 255 : beyond &* 255 / blend
  }

  private func measure(_ picture: Picture) {
    let (width, height) = (picture.blue.width, picture.blue.height)
    if measured.count != width * height {
      measured = [UInt16](repeating: 0, count: width * height)
    }
    measured.withUnsafeMutableBufferPointer { measured in
      distances.withUnsafeBufferPointer { distances in
        for row in 0..<height {
          let (blue, red) = (picture.blue.row(row), picture.red.row(row))
          for x in 0..<width {
            measured[row * width + x] = distances[Int(red[x]) << 8 | Int(blue[x])]
          }
        }
      }
      if let alpha = picture.alpha { Self.continueEdges(of: alpha, in: measured, width: width) }
    }
  }

  /// Where there is no picture there is no colour either: beside its edges stands what lies within
  /// them, or a screen that goes up to the edge would leave a line there.
  private static func continueEdges(
    of alpha: Picture.Plane, in measured: UnsafeMutableBufferPointer<UInt16>, width: Int
  ) {
    let height = measured.count / max(width, 1)
    // By pairs of colour differences: what shows at all of the four pixels.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: measured.count) { shown in
      for row in 0..<height {
        let upper = alpha.row(2 * row)
        let lower = alpha.row(min(2 * row + 1, alpha.height - 1))
        for x in 0..<width {
          let (left, right) = (2 &* x, min(2 &* x &+ 1, alpha.width &- 1))
          shown[row &* width &+ x] = upper[left] | upper[right] | lower[left] | lower[right]
        }
      }
      for row in 0..<height {
        for x in 0..<width {
          let place = row &* width &+ x
          if shown[place] != 0 { continue }
          if row > 0, shown[place - width] != 0 {
            measured[place] = measured[place - width]
          } else if row < height - 1, shown[place + width] != 0 {
            measured[place] = measured[place + width]
          } else if x > 0, shown[place - 1] != 0 {
            measured[place] = measured[place - 1]
          } else if x < width - 1, shown[place + 1] != 0 {
            measured[place] = measured[place + 1]
          }
        }
      }
    }
  }

  /// Colours that lie within 45 degrees of the screen's hue are brought to that angle's edge, and
  /// the screen's own to grey.
  private func removeSpill(from picture: Picture) {
    for row in 0..<picture.blue.height {
      let (blueRow, redRow) = (picture.blue.row(row), picture.red.row(row))
      for x in 0..<picture.blue.width {
        let (blue, red) = (Int32(blueRow[x]) &- 128, Int32(redRow[x]) &- 128)
        let along = blue &* direction.blue &+ red &* direction.red
        let beside = abs(blue &* direction.red &- red &* direction.blue)
        guard along > beside else { continue }
        // In 1/1024 of a step.
        let excess = ((along &- beside) >> 10) &* despill
        blueRow[x] = clamp8(128 &+ blue &- (excess &* direction.blue &+ (1 << 19)) >> 20)
        redRow[x] = clamp8(128 &+ red &- (excess &* direction.red &+ (1 << 19)) >> 20)
      }
    }
  }
}
