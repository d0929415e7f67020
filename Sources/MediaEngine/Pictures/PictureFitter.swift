public import FilmVocabulary
internal import CFFmpeg

/// Draws pictures of any size, format and orientation onto a canvas of fixed size.
///
/// Keeps its tables and buffers between pictures of one kind, so one fitter should serve one
/// source. Not for several threads.
public final class PictureFitter {
  private let width: Int
  private let height: Int
  private let fit: Fit
  private let kernel: Kernel
  private let crop: UnitRectangle
  private let focus: UnitPoint
  private let converter: FrameConverter
  private let unpacker: FrameConverter
  private var unpacked = PixelBuffer(count: 0)
  private var scaled: Picture?
  private var turned: Picture?
  private var wide: TonePicture?
  private var backdrop: Backdrop?

  /// - Parameters:
  ///   - width: The canvas's, in pixels.
  ///   - height: The canvas's, in pixels.
  ///   - crop: The part of the upright picture that is fitted.
  ///   - focus: The point of what is fitted that `cover` brings to the middle, as far as there is
  ///     picture beyond it.
  public init(
    width: Int, height: Int, fit: Fit, kernel: Kernel, crop: UnitRectangle = .full,
    focus: UnitPoint = .center
  ) {
    self.width = width
    self.height = height
    self.fit = fit
    self.kernel = kernel
    self.crop = crop
    self.focus = focus
    converter = FrameConverter(kernel: kernel)
    unpacker = FrameConverter(kernel: kernel)
  }

  /// Draws a picture of the film's own form. What it leaves free, and what shines through it,
  /// is black, or transparent if the canvas has an alpha plane.
  public func draw(_ picture: Picture, into canvas: Picture) throws {
    // Premultiplied colours are what shows before black.
    try draw(
      FrameSource(picture, withAlpha: canvas.hasAlpha), shape: (picture.width, picture.height),
      orientation: .upright,
      into: canvas)
  }

  /// Draws onto black, or, if the canvas has an alpha plane, onto nothing: what the picture
  /// leaves free is transparent then, unless the fit shows a backdrop.
  ///
  /// - Parameter shape: The size of the upright picture with square pixels.
  func draw(
    _ source: FrameSource, shape: (width: Int, height: Int), orientation: Orientation,
    into canvas: Picture
  ) throws(MediaError) {
    precondition(canvas.width == width && canvas.height == height)
    let geometry = FitGeometry(
      size: shape, canvas: (width, height), fit: fit, crop: crop, focus: focus)
    let target = geometry.target
    let fills = target.width == width && target.height == height
    if fit == .blur, !fills {
      let backdrop = self.backdrop ?? Backdrop(width: width, height: height, crop: crop)
      self.backdrop = backdrop
      try backdrop.draw(source, shape: shape, orientation: orientation, into: canvas)
      canvas.alpha?.fill(255)
    } else if canvas.hasAlpha {
      canvas.clear()
    } else if !fills || source.hasAlpha {
      canvas.fill(.black)
    }
    let part = canvas.part(target)
    if !source.hasAlpha {
      canvas.alpha?.part(x: target.x, y: target.y, width: target.width, height: target.height)
        .fill(255)
    }
    if source.hasAlpha {
      let layer = try fitted(
        source, geometry: geometry, orientation: orientation, width: target.width,
        height: target.height)
      canvas.composite(layer, x: target.x, y: target.y, opacity: 256)
    } else {
      try convert(source, geometry: geometry, orientation: orientation, into: part)
    }
  }

  /// The whole picture, premultiplied, at a size; `scaled` and `turned` are reused.
  func fitted(
    _ source: FrameSource, geometry: FitGeometry, orientation: Orientation, width: Int,
    height: Int
  ) throws(MediaError) -> Picture {
    let stored = orientation.apply(width: width, height: height)
    let flat = reuse(&scaled, width: stored.width, height: stored.height, hasAlpha: true)
    try convertUpright(source, geometry: geometry, orientation: orientation, into: flat.planes)
    if !source.isRGB, !source.isPremultiplied { flat.premultiply() }
    guard orientation != .upright else { return flat }
    let result = reuse(&turned, width: width, height: height, hasAlpha: true)
    orientation.turn(flat, into: result)
    return result
  }

  /// Scales, converts the colours and turns, into planes that belong to a canvas.
  private func convert(
    _ source: FrameSource, geometry: FitGeometry, orientation: Orientation,
    into planes: PicturePart
  ) throws(MediaError) {
    // libswscale writes whole vectors: into the padding behind a row, or into what stands
    // beside a part.
    if orientation == .upright, planes.luma.width == width {
      try convertUpright(
        source, geometry: geometry, orientation: orientation, into: planes.planes)
      return
    }
    let stored = orientation.apply(width: planes.luma.width, height: planes.luma.height)
    let flat = reuse(&scaled, width: stored.width, height: stored.height, hasAlpha: false)
    try convertUpright(source, geometry: geometry, orientation: orientation, into: flat.planes)
    guard orientation != .upright else {
      for (from, to) in zip(flat.planes, planes.planes) { to.copy(from: from) }
      return
    }
    orientation.turn(flat.whole, into: planes)
  }

  /// Scales into planes that stand as the source does.
  private func convertUpright(
    _ source: FrameSource, geometry: FitGeometry, orientation: Orientation,
    into planes: [Picture.Plane]
  ) throws(MediaError) {
    var source = source
    if source.needsUnpacking { source = try unpack(source) }
    let crop = geometry.turned(by: orientation).cropRectangle(
      width: source.width, height: source.height, columns: source.grid.columns,
      rows: source.grid.rows)
    // Chroma is to lie left of its pixels once the picture has been turned.
    let side: Int32 = orientation.mirrorsX ? 256 : 0
    let chromaX = orientation.swapsAxes ? 128 : side
    let chromaY = orientation.swapsAxes ? side : 128
    if let mapping = source.toneMapping {
      try map(
        source.part(crop), mapping, into: planes, chromaX: chromaX, chromaY: chromaY)
      return
    }
    try converter.convert(
      source.part(crop), into: planes, chromaX: chromaX, chromaY: chromaY)
    if let matrix = source.matrix, matrix != .bt709 {
      MatrixConversion(from: matrix, to: .bt709).apply(
        luma: planes[0], blue: planes[1], red: planes[2])
    }
  }

  /// Scales in 10 bits, then maps the colours.
  private func map(
    _ source: FrameSource, _ mapping: ToneMapping, into planes: [Picture.Plane], chromaX: Int32,
    chromaY: Int32
  ) throws(MediaError) {
    let mapper = ToneMapper.mapper(for: mapping)
    let (width, height) = (planes[0].width, planes[0].height)
    if planes.count == 3, let ready = source.tonePlanes(width: width, height: height) {
      mapper.apply(ready, luma: planes[0], blue: planes[1], red: planes[2])
      return
    }
    let hasAlpha = planes.count == 4
    if wide?.width != width || wide?.height != height || wide?.hasAlpha != hasAlpha {
      wide = TonePicture(width: width, height: height, hasAlpha: hasAlpha)
    }
    let wide = wide!
    try converter.convert(source, into: wide, chromaX: chromaX, chromaY: chromaY)
    mapper.apply(wide.planes, luma: planes[0], blue: planes[1], red: planes[2])
    if hasAlpha { wide.copyAlpha(into: planes[3]) }
  }

  /// Makes RGBA with premultiplied colours, so that scaling mixes no colour of pixels that
  /// nobody sees.
  private func unpack(_ source: FrameSource) throws(MediaError) -> FrameSource {
    let stride = source.width * 4
    // libswscale may write a vector past the last pixel.
    let count = stride * source.height + 64
    if unpacked.count != count { unpacked = PixelBuffer(count: count) }
    let base = unpacked.base
    try unpacker.unpack(source, into: base, stride: stride)
    for index in Swift.stride(from: 0, to: stride * source.height, by: 4) {
      let alpha = Int32(base[index + 3])
      if alpha == 255 { continue }
      for channel in 0..<3 {
        base[index + channel] = UInt8(
          truncatingIfNeeded: (Int32(base[index + channel]) &* alpha &+ 127) / 255)
      }
    }
    var result = FrameSource(
      rgba: base, stride: stride, width: source.width, height: source.height)
    result.toneMapping = source.toneMapping
    return result
  }

  private func reuse(
    _ picture: inout Picture?, width: Int, height: Int, hasAlpha: Bool
  ) -> Picture {
    if let known = picture, known.width == width, known.height == height,
      known.hasAlpha == hasAlpha
    {
      return known
    }
    let made = Picture(width: width, height: height, hasAlpha: hasAlpha)
    picture = made
    return made
  }
}

/// Bytes at an address that does not change.
private final class PixelBuffer {
  let base: UnsafeMutablePointer<UInt8>
  let count: Int

  init(count: Int) {
    base = .allocate(capacity: count)
    self.count = count
  }

  deinit { base.deallocate() }
}
