internal import CFFmpeg

/// How the pictures of a stream are to be seen: their shape and their orientation.
struct VideoShape: Hashable {
  var orientation: Orientation
  /// Of one stored pixel, width to height.
  var pixelAspect: (width: Int, height: Int)

  static func == (left: Self, right: Self) -> Bool {
    left.orientation == right.orientation && left.pixelAspect == right.pixelAspect
  }

  func hash(into hasher: inout Hasher) { hasher.combine(orientation) }

  /// Square pixels.
  init(orientation: Orientation) {
    self.orientation = orientation
    pixelAspect = (1, 1)
  }

  init(input: MediaInput, stream index: Int) {
    let stream = input.stream(index)
    let aspect = av_guess_sample_aspect_ratio(input.context, stream, nil)
    pixelAspect = Self.sane(aspect)
    orientation = reel_display_matrix(stream).map { Orientation(matrix: $0) } ?? .upright
  }

  /// What a decoded frame says itself, where the stream said nothing.
  func refined(by frame: UnsafePointer<AVFrame>) -> VideoShape {
    var result = self
    if orientation == .upright, let matrix = reel_frame_display_matrix(frame) {
      result.orientation = Orientation(matrix: matrix)
    }
    if pixelAspect == (1, 1) { result.pixelAspect = Self.sane(frame.pointee.sample_aspect_ratio) }
    return result
  }

  /// The size of the upright picture with square pixels: no side is made smaller.
  func size(width: Int, height: Int) -> (width: Int, height: Int) {
    let (across, down) = pixelAspect
    let square =
      across >= down
      ? (width: (width * across + down / 2) / down, height: height)
      : (width: width, height: (height * down + across / 2) / across)
    return orientation.apply(width: square.width, height: square.height)
  }

  /// Pixel shapes that no camera makes are taken for mistakes.
  private static func sane(_ aspect: AVRational) -> (width: Int, height: Int) {
    let (across, down) = (Int(aspect.num), Int(aspect.den))
    guard across > 0, down > 0, across <= 8 * down, down <= 8 * across else { return (1, 1) }
    return (across, down)
  }
}
