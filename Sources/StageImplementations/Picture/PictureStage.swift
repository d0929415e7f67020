internal import BuildGraph
internal import FilmVocabulary
internal import MediaEngine
public import StageCatalog
public import WorkerProtocol

/// Decodes a still once, at the size at which it is used.
public enum PictureStage: StageImplementation {
  public static func run(_ parameters: PictureParameters, in context: StageContext) throws {
    let image = try context.input("image")
    try StageError.mapping {
      let still = try StillReader(path: image)
      context.progress(0.5)
      try context.checkCancelled()
      let crop = parameters.crop ?? .full
      func side(_ pixels: Int, _ share: Rational) -> Int {
        max(1, (Rational(pixels) * share).rounded)
      }
      let size = parameters.size.pixels(
        ofPicture: (side(still.width, crop.width), side(still.height, crop.height)),
        isDrawing: still.isDrawing)
      guard size.width <= 16384, size.height <= 16384 else {
        throw StageError(
          code: "unsupported",
          message: "\(image) would be \(size.width)×\(size.height) pixels large; crop it, or use "
            + "it smaller.")
      }
      let picture = try still.picture(
        width: size.width, height: size.height, kernel: Kernel(parameters.resampling),
        crop: crop)
      try picture.write(to: context.output("picture"))
      context.progress(1)
    }
  }
}

extension PictureParameters.Size {
  /// The size at which a picture of some size is kept, in pixels. A drawing has as many as are
  /// wanted.
  func pixels(
    ofPicture size: (width: Int, height: Int), isDrawing: Bool = false
  ) -> (width: Int, height: Int) {
    switch self {
    case .width(let width):
      return (width, max(1, (size.height * width + size.width / 2) / size.width))
    case .exact(let width, let height): return (width, height)
    case .covering(let width, let height, let minimumWidth, let minimumHeight):
      var result = size
      let wanted = Self.covering(width, height, shape: size)
      if isDrawing || wanted.width < size.width { result = wanted }
      let least = Self.covering(minimumWidth, minimumHeight, shape: size)
      if least.width > result.width { result = least }
      return result
    }
  }

  /// The smallest size of a shape that covers a rectangle, with even sides.
  private static func covering(
    _ width: Int, _ height: Int, shape: (width: Int, height: Int)
  ) -> (width: Int, height: Int) {
    func divide(_ value: Int, by divisor: Int) -> Int { (value + divisor - 1) / divisor }
    func even(_ value: Int) -> Int { (value + 1) / 2 * 2 }
    if width * shape.height >= height * shape.width {
      return (even(width), even(divide(shape.height * width, by: shape.width)))
    }
    return (even(divide(shape.width * height, by: shape.height)), even(height))
  }
}
