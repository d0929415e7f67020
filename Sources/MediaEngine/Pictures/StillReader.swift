internal import FilmVocabulary
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
  private let isWebP: Bool
  /// Set for a drawing, which has no pixels of its own.
  private let drawing: SVGDrawing?

  /// Decodes the first picture of the file.
  ///
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `invalid-media`,
  ///   `unsupported` or `no-picture`.
  public init(path: String) throws {
    self.path = path
    let image = try ImageFile(path: path)
    isWebP = image?.kind == .webp
    if image?.kind == .svg {
      let drawing = try SVGDrawing(path: path)
      self.drawing = drawing
      shape = VideoShape(orientation: .upright)
      (width, height) = Self.nominalSize(of: drawing)
      let preview = max(1, max(width, height) / 128)
      let pixels = try drawing.pixels(
        width: max(1, width / preview), height: max(1, height / preview))
      hasAlpha = stride(from: 3, to: pixels.count - 64, by: 4).contains { pixels[$0] != 255 }
      return
    }
    drawing = nil
    frame = av_frame_alloc()
    guard let frame else { throw MediaError.outOfMemory(path) }
    var shape: VideoShape
    if let own = try image?.ownDecoder(path: path) {
      guard try own.next(into: frame) else {
        throw MediaError(.noPicture, path: path, message: "\(path) has no picture.")
      }
      shape = VideoShape(orientation: .upright)
    } else {
      shape = try Self.decode(path, kind: image?.kind, into: frame)
    }
    if image?.holdsPlainInks == true { try PrintingInks.print(frame) }
    if let orientation = image?.orientation { shape.orientation = orientation }
    self.shape = shape
    (width, height) = shape.size(
      width: Int(frame.pointee.width), height: Int(frame.pointee.height))
    hasAlpha = try FrameSource(frame).hasTransparentPixel()
  }

  /// Whether the still is a drawing, as sharp at any size.
  public var isDrawing: Bool { drawing != nil }

  /// A drawing's size in pixels so many that rounding does not change its shape.
  private static func nominalSize(of drawing: SVGDrawing) -> (width: Int, height: Int) {
    let scale = 4096 / max(drawing.width, drawing.height)
    return (
      max(1, Int((drawing.width * scale).rounded())),
      max(1, Int((drawing.height * scale).rounded()))
    )
  }

  /// Decodes the first picture by libavcodec.
  private static func decode(
    _ path: String, kind: ImageFile.Kind?, into frame: UnsafeMutablePointer<AVFrame>
  ) throws -> VideoShape {
    let input = try MediaInput(path: path)
    guard let stream = input.bestStream(AVMEDIA_TYPE_VIDEO) else {
      throw MediaError(.noPicture, path: path, message: "\(path) has no picture.")
    }
    input.select(stream)
    let decoder = try input.makeDecoder(stream: stream)
    // The decoder of TIFF takes a tag that it does not know for damage.
    if kind != .tiff { decoder.rejectDamage() }
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    var isDecoded = false
    while !isDecoded {
      let isEnd = try !input.read(into: packet!)
      if !isEnd, Int(packet!.pointee.stream_index) != stream {
        av_packet_unref(packet)
        continue
      }
      try decoder.send(isEnd ? nil : packet)
      av_packet_unref(packet)
      isDecoded = try decoder.receive(frame)
      if isEnd { break }
    }
    guard isDecoded else {
      throw MediaError(
        .damaged, path: path, message: "\(path) is cut short: its picture cannot be decoded.",
        detail: MediaLog.takeLast())
    }
    return VideoShape(input: input, stream: stream).refined(by: frame)
  }

  /// The decoded pixels. Those of WebP are BT.601 by its definition, whatever their number, and
  /// share chroma as JPEG does; its decoder does not say so.
  private var source: FrameSource {
    var source = FrameSource(frame!)
    if isWebP, source.matrix != nil {
      source.matrix = .bt601
      source.chromaX = 128
      source.chromaY = 128
    }
    return source
  }

  deinit { av_frame_free(&frame) }

  /// The whole picture, upright, at a size of one's choice; with alpha, premultiplied, if the
  /// file has it.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported`.
  public func picture(width: Int, height: Int, kernel: Kernel) throws -> Picture {
    guard let drawing else {
      return try picture(of: source, width: width, height: height, kernel: kernel)
    }
    let pixels = try drawing.pixels(width: width, height: height)
    return try pixels.withUnsafeBufferPointer { pixels in
      var source = FrameSource(
        rgba: pixels.baseAddress!, stride: width * 4, width: width, height: height)
      source.isPremultiplied = true
      return try picture(of: source, width: width, height: height, kernel: kernel)
    }
  }

  private func picture(
    of source: FrameSource, width: Int, height: Int, kernel: Kernel
  ) throws -> Picture {
    let fitter = PictureFitter(width: width, height: height, fit: .stretch, kernel: kernel)
    if hasAlpha {
      let geometry = FitGeometry(
        size: (width, height), canvas: (width, height), fit: .stretch)
      return try fitter.fitted(
        source, geometry: geometry, orientation: shape.orientation, width: width, height: height)
    }
    let result = Picture(width: width, height: height)
    try fitter.draw(
      source, shape: (self.width, self.height), orientation: shape.orientation, into: result)
    return result
  }
}
