public import FilmVocabulary
internal import CFFmpeg

/// A still: one decoded picture, before it is scaled.
public final class StillReader {
  /// Pixels of the upright picture with square pixels.
  public let width: Int
  /// Pixels of the upright picture with square pixels.
  public let height: Int
  /// Whether any pixel is not opaque.
  public let hasAlpha: Bool

  private let path: String
  private var frame: UnsafeMutablePointer<AVFrame>?
  private let shape: VideoShape

  /// Decodes the first picture of the file.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `invalid-media`,
  ///   `unsupported` or `no-picture`.
  public init(path: String) throws {
    self.path = path
    let input = try MediaInput(path: path)
    guard let stream = input.bestStream(AVMEDIA_TYPE_VIDEO) else {
      throw MediaError(.noPicture, path: path, message: "\(path) has no picture.")
    }
    input.select(stream)
    let decoder = try input.makeDecoder(stream: stream)
    decoder.rejectDamage()
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    frame = av_frame_alloc()
    var isDecoded = false
    while !isDecoded {
      let isEnd = try !input.read(into: packet!)
      if !isEnd, Int(packet!.pointee.stream_index) != stream {
        av_packet_unref(packet)
        continue
      }
      try decoder.send(isEnd ? nil : packet)
      av_packet_unref(packet)
      isDecoded = try decoder.receive(frame!)
      if isEnd { break }
    }
    guard isDecoded, let frame else {
      throw MediaError(
        .damaged, path: path, message: "\(path) is cut short: its picture cannot be decoded.",
        detail: MediaLog.takeLast())
    }
    shape = VideoShape(input: input, stream: stream).refined(by: frame)
    (width, height) = shape.size(
      width: Int(frame.pointee.width), height: Int(frame.pointee.height))
    hasAlpha = try FrameSource(frame).hasTransparentPixel()
  }

  deinit { av_frame_free(&frame) }

  /// The picture or a part of it, upright, at a size of one's choice; with alpha, premultiplied,
  /// if the file has it.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported`.
  public func picture(
    width: Int, height: Int, kernel: Kernel, crop: UnitRectangle = .full
  ) throws -> Picture {
    let fitter = PictureFitter(
      width: width, height: height, fit: .stretch, kernel: kernel, crop: crop)
    let source = FrameSource(frame!)
    if hasAlpha {
      let geometry = FitGeometry(
        size: (width, height), canvas: (width, height), fit: .stretch, crop: crop)
      return try fitter.fitted(
        source, geometry: geometry, orientation: shape.orientation, width: width, height: height)
    }
    let result = Picture(width: width, height: height)
    try fitter.draw(
      source, shape: (self.width, self.height), orientation: shape.orientation, into: result)
    return result
  }
}
