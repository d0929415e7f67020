internal import CFFmpeg

/// A picture in 10 bits, 4:2:0, limited range, perhaps with alpha: the step between scaling and
/// a ``ToneMapper``.
final class TonePicture {
  let width: Int
  let height: Int
  let hasAlpha: Bool
  /// Luma, blue, red and perhaps alpha.
  let bases: [UnsafeMutablePointer<UInt16>]
  /// Values from one row to the next, by plane.
  let strides: [Int]

  private let memory: UnsafeMutableRawPointer

  init(width: Int, height: Int, hasAlpha: Bool) {
    self.width = width
    self.height = height
    self.hasAlpha = hasAlpha
    func aligned(_ count: Int) -> Int { (count + 63) & ~63 }
    let chroma = (stride: aligned((width + 1) / 2), rows: (height + 1) / 2)
    let luma = (stride: aligned(width), rows: height)
    let planes = [luma, chroma, chroma] + (hasAlpha ? [luma] : [])
    // libswscale may write a vector past the last value.
    let sizes = planes.map { $0.stride * $0.rows + 64 }
    memory = .allocate(byteCount: 2 * sizes.reduce(0, +), alignment: Picture.alignment)
    var next = memory.assumingMemoryBound(to: UInt16.self)
    bases = sizes.map { size in
      defer { next += size }
      return next
    }
    strides = planes.map(\.stride)
  }

  deinit { memory.deallocate() }

  var planes: TonePlanes {
    TonePlanes(
      luma: .init(base: bases[0], stride: strides[0]),
      blue: .init(base: bases[1], stride: strides[1]),
      red: .init(base: bases[2], stride: strides[2]))
  }

  func copyAlpha(into target: Picture.Plane) {
    for row in 0..<height {
      let source = bases[3] + row * strides[3]
      let line = target.row(row)
      for x in 0..<width { line[x] = UInt8(truncatingIfNeeded: source[x] >> 2) }
    }
  }
}

extension FrameSource {
  /// The picture itself, if it has the form of ``TonePlanes`` and the size already.
  func tonePlanes(width: Int, height: Int) -> TonePlanes? {
    guard format == AV_PIX_FMT_YUV420P10LE, !isFullRange, self.width == width,
      self.height == height, chromaX == 0, let luma = data.0, let blue = data.1, let red = data.2,
      strides.0 % 2 == 0, strides.1 % 2 == 0, strides.2 % 2 == 0
    else { return nil }
    func plane(_ base: UnsafePointer<UInt8>, _ stride: Int32) -> TonePlanes.Plane {
      .init(
        base: UnsafeRawPointer(base).assumingMemoryBound(to: UInt16.self), stride: Int(stride) / 2)
    }
    return TonePlanes(
      luma: plane(luma, strides.0), blue: plane(blue, strides.1), red: plane(red, strides.2))
  }
}
