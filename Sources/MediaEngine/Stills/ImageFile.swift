/// What an image's file says of itself before any pixel is decoded.
///
/// libavformat reads the pixels; what it leaves out is read here: the orientation in PNG, WebP
/// and TIFF, how an animated image loops, which inks a JPEG is printed with.
struct ImageFile {
  enum Kind: Hashable { case png, jpeg, gif, webp, heif, tiff, bmp, svg }

  var kind: Kind
  /// Pixels as they are stored; 0 where only the decoder tells, never for an animated image.
  var size = (width: 0, height: 0)
  /// What the metadata say; `nil` if nothing.
  var orientation: Orientation?
  /// `nil` for a still.
  var animation: ImageAnimation?
  /// A JPEG of the four printing inks, stored as they are: 0 is no ink.
  var holdsPlainInks = false

  /// Looks at the file's first bytes, and at as much of the rest as tells what it holds.
  ///
  /// - Returns: `nil` if the file is no image of a known kind; it may be a video.
  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media`, `invalid-media`,
  ///   `cut-short` or `unsupported`.
  init?(path: String) throws(MediaError) {
    let file = try FileBytes(path: path)
    guard let kind = try Self.kind(of: file) else { return nil }
    self.kind = kind
    switch kind {
    case .png:
      let chunks = try PNGChunks(file)
      size = (chunks.width, chunks.height)
      orientation = chunks.orientation
      animation = chunks.animation
    case .webp:
      let chunks = try WebPChunks(file)
      size = (chunks.width, chunks.height)
      orientation = chunks.orientation
      animation = chunks.animation
    case .gif:
      let blocks = try GIFBlocks(file)
      size = (blocks.width, blocks.height)
      if blocks.animation.delays.count > 1 { animation = blocks.animation }
      try checkPictures(blocks.frames, file)
    case .jpeg:
      let markers = try JPEGMarkers(file)
      size = (markers.width, markers.height)
      orientation = markers.orientation
      holdsPlainInks = markers.components == 4 && !markers.hasAdobeMarker
    case .tiff:
      // The first directory stands anywhere in the file; it is small, the pixels are not.
      orientation = try Self.tiffOrientation(file)
    case .heif, .bmp, .svg: break
    }
    if ![.heif, .tiff, .bmp, .svg].contains(kind) { try checkSize(file) }
  }

  /// Whether the file begins as an image does, whatever else is in it.
  static func isImage(path: String) -> Bool {
    do {
      return try kind(of: FileBytes(path: path)) != nil
    } catch {
      // Moving pictures in HEIC and AVIF are known, and refused.
      return error.code == .unsupported
    }
  }

  /// A decoder of the project's own, for files that libavformat reads not at all or not as browsers
  /// show them; `nil` for others.
  func ownDecoder(path: String) throws(MediaError) -> (any PictureStream)? {
    switch kind {
    case .gif: try GIFDecoder(path: path)
    case .heif: try HEIFPicture(path: path)
    case .webp where animation != nil: try WebPAnimationDecoder(path: path)
    default: nil
    }
  }

  private func checkSize(_ file: FileBytes) throws(MediaError) {
    let pixels = size.width.multipliedReportingOverflow(by: size.height)
    guard size.width > 0, size.height > 0 else { throw file.damaged("it has no size") }
    guard !pixels.overflow, pixels.partialValue <= maximumPixels else {
      throw .tooLarge(file.path, width: size.width, height: size.height, limit: maximumPixels)
    }
  }

  /// A picture of a GIF may be larger than the canvas, of which only what lies within shows; but
  /// all of it is unpacked.
  private func checkPictures(
    _ pictures: [GIFBlocks.Frame], _ file: FileBytes
  ) throws(MediaError) {
    for (index, picture) in pictures.enumerated()
    where picture.width * picture.height > maximumPixels {
      throw MediaError(
        .unsupported, path: file.path,
        message: "Picture \(index + 1) in \(file.path) is \(picture.width)×\(picture.height) "
          + "pixels large; at most \(maximumPixels >> 20) Mi pixels are read.")
    }
  }

  /// The most pixels that the image may have.
  private var maximumPixels: Int {
    animation == nil ? Int(MediaInput.maximumPixels) : ImageAnimation.maximumPixels
  }

  private static func kind(of file: FileBytes) throws(MediaError) -> Kind? {
    let start = Array(try file.start(count: 32))
    func has(_ text: String, at offset: Int = 0) -> Bool {
      start.dropFirst(offset).starts(with: text.utf8)
    }
    func has(_ bytes: [UInt8]) -> Bool { start.starts(with: bytes) }
    if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
    if has("GIF87a") || has("GIF89a") { return .gif }
    if has("RIFF"), has("WEBP", at: 8) { return .webp }
    if has([0x49, 0x49, 0x2A, 0]) || has([0x4D, 0x4D, 0, 0x2A]) { return .tiff }
    if has("BM"), start.count >= 18 { return .bmp }
    if has("ftyp", at: 4) {
      for brand in ["heic", "heix", "heim", "heis", "mif1", "avif"] where has(brand, at: 8) {
        return .heif
      }
      for brand in ["hevc", "hevx", "msf1", "avis"] where has(brand, at: 8) {
        throw MediaError(
          .unsupported, path: file.path,
          message: "\(file.path) is a HEIC or AVIF file of moving pictures, which is not read; "
            + "make a video of it.")
      }
    }
    return try SVGSource.isSVG(file) ? .svg : nil
  }

  private static func tiffOrientation(_ file: FileBytes) throws(MediaError) -> Orientation? {
    let isLittle = try file.byte(at: 0) == 0x49
    let place = try isLittle ? file.littleEndian(at: 4, count: 4) : file.number32(at: 4)
    guard place >= 8, place < file.size - 2 else { return nil }
    let count = try isLittle ? file.littleEndian(at: place, count: 2) : file.number16(at: place)
    let size = min(2 + 12 * count, file.size - place)
    // The parser takes a header and what follows it: here, the directory at once.
    let head: [UInt8] =
      isLittle ? [0x49, 0x49, 42, 0, 8, 0, 0, 0] : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8]
    return EXIFOrientation.orientation(in: head + (try file.bytes(at: place, count: size)))
  }
}

extension MediaError {
  static func tooLarge(_ path: String, width: Int, height: Int, limit: Int) -> MediaError {
    MediaError(
      .unsupported, path: path,
      message:
        "\(path) is \(width)×\(height) pixels large; at most \(limit >> 20) Mi pixels are read. "
        + "Make it smaller.")
  }
}
