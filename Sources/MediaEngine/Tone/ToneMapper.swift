internal import Synchronization

/// Applies a ``ToneMapping`` to pictures, with tables for all functions of one variable.
///
/// The tables are made in doubles, the pictures in single floats, both with the four operations
/// only, one at a time: these are rounded alike by every processor, so the bytes are the same.
///
/// `@unchecked Sendable`: the memory is written by the initialiser only.
final class ToneMapper: @unchecked Sendable {
  private let mapping: ToneMapping
  /// By codes of 12 bits.
  private let lights: UnsafeMutablePointer<Float>
  private let gain: LightTable
  private let compression: LightTable
  private let code: LightTable
  /// Of the differences in red, green and blue, in 1/4096 of a 12-bit code for each 1/8 of a
  /// 10-bit step.
  private let redOfRed, greenOfRed, greenOfBlue, blueOfBlue: Int32

  private static let known = Mutex<[ToneMapping: ToneMapper]>([:])

  /// Mappers are kept: a film has few kinds of sources.
  static func mapper(for mapping: ToneMapping) -> ToneMapper {
    if let mapper = known.withLock({ $0[mapping] }) { return mapper }
    let mapper = ToneMapper(mapping)
    known.withLock { known in
      if known.count >= 8 { known.removeAll() }
      known[mapping] = mapper
    }
    return mapper
  }

  init(_ mapping: ToneMapping) {
    self.mapping = mapping
    lights = .allocate(capacity: 4096)
    for index in 0..<4096 { lights[index] = Float(mapping.light(Double(index) / 4095)) }
    gain = LightTable(lowest: -20, highest: 1, ToneMapping.screenGain)
    compression = LightTable(lowest: -16, highest: 8, mapping.compression)
    // Light below the least is less than a quarter of a step above black.
    code = LightTable(lowest: -24, highest: 1) { $0 < 1e-7 ? 0 : ToneMapping.code($0) }
    let matrix = mapping.matrix
    let redOfRed = 2 * (1 - matrix.red)
    let blueOfBlue = 2 * (1 - matrix.blue)
    func fixed(_ value: Double) -> Int32 { Int32((value * 4095 * 4096 / 896 / 8).rounded()) }
    self.redOfRed = fixed(redOfRed)
    self.blueOfBlue = fixed(blueOfBlue)
    greenOfRed = fixed(-matrix.red * redOfRed / matrix.green)
    greenOfBlue = fixed(-matrix.blue * blueOfBlue / matrix.green)
  }

  deinit { lights.deallocate() }

  /// Maps a picture into planes of 8 bits of the same size.
  ///
  /// The differences are interpolated to each pixel, from samples sited as in MPEG-2, and made of
  /// the pixels around each sample again.
  func apply(
    _ source: TonePlanes, luma: Picture.Plane, blue: Picture.Plane, red: Picture.Plane
  ) {
    let chromaWidth = blue.width
    // One more pixel on both sides, for the mean around the samples at the edges.
    let lineWidth = 2 * chromaWidth + 2
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * (chromaWidth + 1)) { near in
      withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: 2 * lineWidth) { lines in
        let blueLine = near.baseAddress!
        let redLine = blueLine + chromaWidth + 1
        for row in 0..<luma.height {
          // A luma row lies a quarter of a chroma row beside the nearer one.
          let this = row / 2
          let other = max(0, min(blue.height - 1, row % 2 == 0 ? this - 1 : this + 1))
          Self.mix(
            source.blue.row(this), source.blue.row(other), into: blueLine, count: chromaWidth)
          Self.mix(source.red.row(this), source.red.row(other), into: redLine, count: chromaWidth)
          let line = lines.baseAddress! + (row & 1) * lineWidth + 1
          map(source.luma.row(row), blueLine, redLine, into: line, count: luma.width)
          let target = luma.row(row)
          for x in 0..<luma.width {
            let color = line[x]
            target[x] = Self.byte(
              16.5 + 219 * (0.2126 * color.x + 0.7152 * color.y + 0.0722 * color.z))
          }
          line[-1] = line[0]
          line[luma.width] = line[luma.width - 1]
          guard row & 1 == 1 || row == luma.height - 1 else { continue }
          let upper = lines.baseAddress! + 1
          let lower = row & 1 == 1 ? upper + lineWidth : upper
          Self.average(
            upper, lower, blue: blue.row(this), red: red.row(this), count: chromaWidth)
        }
      }
    }
  }

  /// Three parts of one row and one of another, and the last value once more behind the end.
  private static func mix(
    _ near: UnsafePointer<UInt16>, _ far: UnsafePointer<UInt16>,
    into target: UnsafeMutablePointer<Int32>, count: Int
  ) {
    for x in 0..<count {
      target[x] = 3 &* Int32(near[x] & 1023) &+ Int32(far[x] & 1023) &- 2048
    }
    target[count] = target[count - 1]
  }

  /// Red, green and blue with BT.1886, 0…1.
  private func map(
    _ levels: UnsafePointer<UInt16>, _ blue: UnsafePointer<Int32>, _ red: UnsafePointer<Int32>,
    into target: UnsafeMutablePointer<SIMD4<Float>>, count: Int
  ) {
    let columns = mapping.primaries.toBT709
    let fromRed = SIMD3<Float>(columns.0).wide
    let fromGreen = SIMD3<Float>(columns.1).wide
    let fromBlue = SIMD3<Float>(columns.2).wide
    let transfer = mapping.transfer
    for x in 0..<count {
      let half = x >> 1
      let next = half &+ (x & 1)
      // In 1/8 of a step.
      let cb = blue[half] &+ blue[next]
      let cr = red[half] &+ red[next]
      // 12-bit codes in 1/4096; 19147 is 4095 · 4096 / 876.
      let level = (Int32(levels[x] & 1023) &- 64) &* 19147 &+ 2048
      let redLight = light(level &+ cr &* redOfRed)
      let greenLight = light(level &+ cb &* greenOfBlue &+ cr &* greenOfRed)
      let blueLight = light(level &+ cb &* blueOfBlue)
      var color = fromRed * redLight
      color += fromGreen * greenLight
      color += fromBlue * blueLight
      switch transfer {
      case .standard: break
      case .hlg:
        let luminance = 0.2627 * redLight + 0.6780 * greenLight + 0.0593 * blueLight
        color *= gain(luminance)
        fallthrough
      case .pq: color *= compression(max(color.x, color.y, color.z))
      }
      target[x] = SIMD4(code(color.x), code(color.y), code(color.z), 0)
    }
  }

  @inline(__always)
  private func light(_ code: Int32) -> Float { lights[Int(max(0, min(4095, code >> 12)))] }

  /// The differences of the mean of three columns of two rows, of which the middle one counts
  /// twice.
  private static func average(
    _ upper: UnsafePointer<SIMD4<Float>>, _ lower: UnsafePointer<SIMD4<Float>>,
    blue: UnsafeMutablePointer<UInt8>, red: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    for x in 0..<count {
      let middle = 2 &* x
      var color = upper[middle] + lower[middle]
      color += color
      color += upper[middle &- 1] + lower[middle &- 1]
      color += upper[middle &+ 1] + lower[middle &+ 1]
      color *= 0.125
      let luma = 0.2126 * color.x + 0.7152 * color.y + 0.0722 * color.z
      blue[x] = byte(128.5 + (color.z - luma) * (224 / 1.8556))
      red[x] = byte(128.5 + (color.x - luma) * (224 / 1.5748))
    }
  }

  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: Int32(max(0, min(255, value))))
  }
}

extension SIMD3 where Scalar == Float {
  /// With a fourth element of 0: vectors of four are what processors have.
  fileprivate var wide: SIMD4<Float> { SIMD4(self, 0) }
}
