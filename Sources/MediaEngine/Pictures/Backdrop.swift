internal import FilmVocabulary

/// A blurred copy of a picture that covers the canvas, behind the picture itself.
final class Backdrop {
  private static let reduction = 8

  private let small: Picture
  private let fitter: PictureFitter
  private let enlarger = FrameConverter(kernel: .bicubic)
  private let radius: Int

  init(width: Int, height: Int, crop: UnitRectangle = .full) {
    func reduced(_ size: Int) -> Int { max(2, size / Self.reduction / 2 * 2) }
    small = Picture(width: reduced(width), height: reduced(height))
    fitter = PictureFitter(
      width: small.width, height: small.height, fit: .cover, kernel: .bilinear, crop: crop)
    radius = max(1, min(small.width, small.height) / 24)
  }

  func draw(
    _ source: FrameSource, shape: (width: Int, height: Int), orientation: Orientation,
    into canvas: Picture
  ) throws(MediaError) {
    try fitter.draw(source, shape: shape, orientation: orientation, into: small)
    for plane in [small.luma, small.blue, small.red] {
      let planeRadius = plane.width == small.width ? radius : (radius + 1) / 2
      // Three boxes come close to a bell.
      for _ in 0..<3 { plane.blurBox(radius: planeRadius) }
    }
    try enlarger.convert(FrameSource(small), into: [canvas.luma, canvas.blue, canvas.red])
  }
}

extension Picture.Plane {
  /// Replaces each pixel by the mean of the square around it; edge pixels stand for those
  /// outside.
  func blurBox(radius: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(width, height)) { line in
      for row in 0..<height {
        blurLine(self.row(row), count: width, step: 1, radius: radius, scratch: line)
      }
      for column in 0..<width {
        blurLine(base + column, count: height, step: stride, radius: radius, scratch: line)
      }
    }
  }

  private func blurLine(
    _ pixels: UnsafeMutablePointer<UInt8>, count: Int, step: Int, radius: Int,
    scratch: UnsafeMutableBufferPointer<UInt8>
  ) {
    for index in 0..<count { scratch[index] = pixels[index * step] }
    func value(_ index: Int) -> Int { Int(scratch[max(0, min(count - 1, index))]) }
    let size = 2 * radius + 1
    var sum = 0
    for index in -radius...radius { sum += value(index) }
    for index in 0..<count {
      pixels[index * step] = UInt8((sum + size / 2) / size)
      sum += value(index + radius + 1) - value(index - radius)
    }
  }
}
