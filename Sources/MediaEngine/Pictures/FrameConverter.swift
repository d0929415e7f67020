internal import CFFmpeg

/// Scales and converts pixels by libswscale; keeps its tables while the sizes stay the same.
final class FrameConverter {
  private var scaler: UnsafeMutableRawPointer?
  private var current: reel_scaling?
  private let flags: Int32

  init(kernel: Kernel) {
    let filter =
      switch kernel {
      case .bilinear: SWS_BILINEAR
      case .bicubic: SWS_BICUBIC
      case .lanczos: SWS_LANCZOS
      }
    // Exact arithmetic that every processor repeats.
    flags = filter | SWS_ACCURATE_RND | SWS_BITEXACT
  }

  deinit { reel_scaler_free(scaler) }

  /// Scales to planes of 4:2:0, limited range, leaving the matrix as it is; RGB becomes BT.709.
  ///
  /// - Parameters:
  ///   - targets: Luma, blue, red and, to keep alpha, alpha.
  ///   - chromaX: The target's chroma position in 1/256 luma pixels.
  func convert(
    _ source: FrameSource, into targets: [Picture.Plane], chromaX: Int32 = 0,
    chromaY: Int32 = 128
  ) throws(MediaError) {
    try run(
      source, format: targets.count == 4 ? AV_PIX_FMT_YUVA420P : AV_PIX_FMT_YUV420P,
      width: targets[0].width, height: targets[0].height, bases: targets.map(\.base),
      strides: targets.map { Int32($0.stride) }, chromaX: chromaX, chromaY: chromaY)
  }

  /// Scales to 10 bits, limited range, for a ``ToneMapper``.
  func convert(
    _ source: FrameSource, into target: TonePicture, chromaX: Int32 = 0, chromaY: Int32 = 128
  ) throws(MediaError) {
    try run(
      source, format: target.hasAlpha ? AV_PIX_FMT_YUVA420P10LE : AV_PIX_FMT_YUV420P10LE,
      width: target.width, height: target.height,
      bases: target.bases.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self) },
      strides: target.strides.map { Int32(2 * $0) }, chromaX: chromaX, chromaY: chromaY)
  }

  /// Converts to RGBA without scaling.
  func unpack(
    _ source: FrameSource, into target: UnsafeMutablePointer<UInt8>, stride: Int
  ) throws(MediaError) {
    try run(
      source, format: AV_PIX_FMT_RGBA, width: source.width, height: source.height,
      bases: [target], strides: [Int32(stride)], chromaX: -513, chromaY: -513)
  }

  private func run(
    _ source: FrameSource, format: AVPixelFormat, width: Int, height: Int,
    bases: [UnsafeMutablePointer<UInt8>], strides: [Int32], chromaX: Int32, chromaY: Int32
  ) throws(MediaError) {
    let scaling = reel_scaling(
      source_width: Int32(source.width), source_height: Int32(source.height),
      source_format: source.format.rawValue, source_full_range: source.isFullRange ? 1 : 0,
      target_width: Int32(width), target_height: Int32(height), target_format: format.rawValue,
      source_chroma_x: source.chromaX, source_chroma_y: source.chromaY,
      target_chroma_x: chromaX, target_chroma_y: chromaY,
      // Chroma of RGB is averaged over all its pixels rather than taken from every other one.
      flags: flags | (source.isRGB ? SWS_FULL_CHR_H_INP : 0))
    try prepare(scaling)
    var targets = [UnsafeMutablePointer<UInt8>?](repeating: nil, count: 4)
    var targetStrides = [Int32](repeating: 0, count: 4)
    for (index, base) in bases.enumerated() {
      targets[index] = base
      targetStrides[index] = strides[index]
    }
    let sources = [source.data.0, source.data.1, source.data.2, source.data.3]
    let sourceStrides = [source.strides.0, source.strides.1, source.strides.2, source.strides.3]
    let rows = reel_scaler_run(
      scaler, sources, sourceStrides, Int32(source.height), targets, targetStrides)
    guard rows == Int32(height) else {
      throw MediaError(
        .internal, message: "A picture could not be scaled.", detail: MediaLog.takeLast())
    }
  }

  private func prepare(_ scaling: reel_scaling) throws(MediaError) {
    var scaling = scaling
    if var current,
      withUnsafeBytes(
        of: &current,
        { old in
          withUnsafeBytes(of: &scaling) { old.elementsEqual($0) }
        })
    {
      return
    }
    reel_scaler_free(scaler)
    current = nil
    scaler = ProcessorFeatures.setUp { reel_scaler_new(&scaling) }
    guard scaler != nil else {
      throw MediaError(
        .unsupported,
        message: "Pictures in the format \(formatName(scaling.source_format)) cannot be converted.",
        detail: MediaLog.takeLast())
    }
    current = scaling
  }

  private func formatName(_ format: Int32) -> String {
    av_get_pix_fmt_name(AVPixelFormat(format)).map { String(cString: $0) } ?? "\(format)"
  }
}
