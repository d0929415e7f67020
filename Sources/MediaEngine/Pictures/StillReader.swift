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
  private let isWebP: Bool
  private var isPremultiplied = false
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
      isPremultiplied = (own as? HEIFPicture)?.isPremultiplied ?? false
    } else {
      shape = try Self.decode(path, kind: image?.kind, into: frame)
    }
    if image?.holdsPlainInks == true { try PrintingInks.print(frame, path: path) }
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
    source.isPremultiplied = isPremultiplied
    if isWebP, source.matrix != nil {
      source.matrix = .bt601
      source.chromaX = 128
      source.chromaY = 128
    }
    if let primaries = wide {
      source.toneMapping = ToneMapping(
        transfer: .standard, primaries: primaries, matrix: source.matrix ?? .bt709, peak: 1)
    }
    return source
  }

  /// The primaries that the file's profile names, if they are wider than sRGB's. A profile of grey
  /// or of inks is none of colours.
  private var wide: ToneMapping.Primaries? {
    guard let frame else { return nil }
    var size = 0
    guard let profile = reel_frame_profile(frame, &size), size <= 1 << 20 else { return nil }
    return ColorProfile.primaries(in: [UInt8](UnsafeBufferPointer(start: profile, count: size)))
  }

  deinit { av_frame_free(&frame) }

  /// The picture or a part of it, upright, at a size of one's choice; with alpha, premultiplied,
  /// if the file has it.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported`.
  public func picture(
    width: Int, height: Int, kernel: Kernel, crop: UnitRectangle = .full
  ) throws -> Picture {
    guard let drawing else {
      return try picture(of: source, width: width, height: height, kernel: kernel, crop: crop)
    }
    // All of it is drawn, as large as makes the part the size that is wanted.
    let whole = (
      width: max(1, (Rational(width) / crop.width).rounded),
      height: max(1, (Rational(height) / crop.height).rounded)
    )
    let pixels = try drawing.pixels(width: whole.width, height: whole.height)
    return try pixels.withUnsafeBufferPointer { pixels in
      var source = FrameSource(
        rgba: pixels.baseAddress!, stride: whole.width * 4, width: whole.width,
        height: whole.height)
      source.isPremultiplied = true
      return try picture(of: source, width: width, height: height, kernel: kernel, crop: crop)
    }
  }

  private func picture(
    of source: FrameSource, width: Int, height: Int, kernel: Kernel, crop: UnitRectangle
  ) throws -> Picture {
    let fitter = PictureFitter(
      width: width, height: height, fit: .stretch, kernel: kernel, crop: crop)
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
