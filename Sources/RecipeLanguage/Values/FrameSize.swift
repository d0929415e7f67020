/// The size of an output as its `resolution` and `aspect` give it.
enum FrameSize {
  struct Aspect: Hashable, Sendable {
    var width: Int
    var height: Int

    static let widescreen = Aspect(width: 16, height: 9)

    /// Reads `16:9`.
    init?(_ text: String) {
      let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard parts.count == 2, let width = DecimalText.integer(Substring(parts[0]).utf8),
        let height = DecimalText.integer(Substring(parts[1]).utf8), (1...100).contains(width),
        (1...100).contains(height), width <= 4 * height, height <= 4 * width
      else { return nil }
      self.init(width: width, height: height)
    }

    init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  enum Resolution: Hashable, Sendable {
    /// The short side, in pixels.
    case lines(Int)
    case pixels(width: Int, height: Int)
  }

  /// The short sides that have a name of their own.
  static let lines = [2160, 1440, 1080, 720, 480, 360]
  /// Pixels of a side.
  static let sides = 16...7680

  /// Width and height for a short side: the long one is rounded to the nearest even number.
  static func size(lines: Int, aspect: Aspect) -> (width: Int, height: Int) {
    let (long, short) = (max(aspect.width, aspect.height), min(aspect.width, aspect.height))
    let side = (lines * long + short) / (2 * short) * 2
    return aspect.width >= aspect.height ? (side, lines) : (lines, side)
  }

  /// Whether a size has an aspect, give or take the pixel or two by which sides are made even.
  static func fits(width: Int, height: Int, aspect: Aspect) -> Bool {
    abs(width * aspect.height - height * aspect.width) <= 2 * max(aspect.width, aspect.height)
  }
}
