internal import CFFmpeg

/// Pixels in memory, of any format that libswscale reads, and what they mean.
///
/// Valid as long as the memory that it was made from.
struct FrameSource {
  var data:
    (UnsafePointer<UInt8>?, UnsafePointer<UInt8>?, UnsafePointer<UInt8>?, UnsafePointer<UInt8>?)
  var strides: (Int32, Int32, Int32, Int32)
  var format: AVPixelFormat
  var width: Int
  var height: Int
  /// `nil` for RGB.
  var matrix: ColorMatrix?
  var isFullRange: Bool
  /// In 1/256 of a luma pixel; -513 where no chroma is shared.
  var chromaX: Int32 = -513
  var chromaY: Int32 = -513
  /// Whether colours have been multiplied by alpha already.
  var isPremultiplied = false
  /// What has to be done with colours that BT.709 cannot hold; `nil` if there are none.
  var toneMapping: ToneMapping?

  /// Describes a decoded frame. Colours without a tag are taken for BT.709 from 720 lines up and
  /// for BT.601 below.
  init(_ frame: UnsafePointer<AVFrame>) {
    let frame = frame.pointee
    data = (
      UnsafePointer(frame.data.0), UnsafePointer(frame.data.1), UnsafePointer(frame.data.2),
      UnsafePointer(frame.data.3)
    )
    strides = (
      frame.linesize.0, frame.linesize.1, frame.linesize.2, frame.linesize.3
    )
    width = Int(frame.width)
    height = Int(frame.height)
    let named = AVPixelFormat(frame.format)
    format = Self.fullRangeTwins[named.rawValue] ?? named
    isFullRange =
      frame.color_range == AVCOL_RANGE_JPEG || Self.fullRangeTwins[named.rawValue] != nil
    let description = av_pix_fmt_desc_get(format)!.pointee
    let isRGB = description.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
    if isRGB || description.nb_components < 3 {
      // Grey without a tag comes from stills.
      isFullRange = isRGB || frame.color_range != AVCOL_RANGE_MPEG
    } else {
      matrix = Self.matrix(of: frame)
    }
    toneMapping = Self.toneMapping(of: frame, matrix: matrix)
    if description.log2_chroma_w > 0 {
      chromaX = frame.chroma_location == AVCHROMA_LOC_CENTER || isFullRange ? 128 : 0
    }
    if description.log2_chroma_h > 0 {
      chromaY = frame.chroma_location == AVCHROMA_LOC_TOPLEFT ? 0 : 128
    }
  }

  /// Describes a picture. Its alpha is left out unless it is asked for.
  init(_ picture: Picture, withAlpha: Bool = false) {
    let alpha = withAlpha ? picture.alpha : nil
    data = (
      UnsafePointer(picture.luma.base), UnsafePointer(picture.blue.base),
      UnsafePointer(picture.red.base), alpha.map { UnsafePointer($0.base) }
    )
    strides = (
      Int32(picture.luma.stride), Int32(picture.blue.stride), Int32(picture.red.stride),
      Int32(alpha?.stride ?? 0)
    )
    format = alpha == nil ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUVA420P
    isPremultiplied = alpha != nil
    width = picture.width
    height = picture.height
    matrix = .bt709
    isFullRange = false
    chromaX = 0
    chromaY = 128
  }

  /// Describes an array of pixels with red, green, blue and alpha in 8 bits each.
  init(rgba: UnsafePointer<UInt8>, stride: Int, width: Int, height: Int) {
    data = (rgba, nil, nil, nil)
    strides = (Int32(stride), 0, 0, 0)
    format = AV_PIX_FMT_RGBA
    self.width = width
    self.height = height
    isFullRange = true
  }

  var description: AVPixFmtDescriptor { av_pix_fmt_desc_get(format)!.pointee }

  var hasAlpha: Bool { description.flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 }

  var isRGB: Bool {
    description.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
  }

  /// Whether the pixels must become plain RGBA before anything is cut out of them.
  var needsUnpacking: Bool {
    hasAlpha && isRGB && !isPremultiplied
      || description.flags & UInt64(AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM) != 0
  }

  /// Looks at every pixel of a format that has room for transparency.
  func hasTransparentPixel() throws(MediaError) -> Bool {
    guard hasAlpha else { return false }
    let stride = width * 4
    // libswscale may write a vector past the last pixel.
    let pixels = UnsafeMutablePointer<UInt8>.allocate(capacity: stride * height + 64)
    defer { pixels.deallocate() }
    try FrameConverter(kernel: .bilinear).unpack(self, into: pixels, stride: stride)
    return (0..<(width * height)).contains { pixels[4 * $0 + 3] != 255 }
  }

  /// The grid on which a part may begin, in pixels.
  var grid: (columns: Int, rows: Int) {
    (1 << Int(description.log2_chroma_w), 1 << Int(description.log2_chroma_h))
  }

  /// The part within a rectangle, whose origin lies on the grid.
  func part(_ rectangle: PixelRectangle) -> FrameSource {
    var part = self
    part.width = rectangle.width
    part.height = rectangle.height
    if rectangle.x == 0, rectangle.y == 0 { return part }
    let description = description
    let components = [
      description.comp.0, description.comp.1, description.comp.2, description.comp.3,
    ].prefix(Int(description.nb_components))
    func offset(_ plane: Int32, _ stride: Int32) -> Int {
      let step = components.filter { $0.plane == plane }.map { Int($0.step) }.max() ?? 0
      let isChroma = plane == 1 || plane == 2
      let shiftX = isChroma ? Int(description.log2_chroma_w) : 0
      let shiftY = isChroma ? Int(description.log2_chroma_h) : 0
      return (rectangle.y >> shiftY) * Int(stride) + (rectangle.x >> shiftX) * step
    }
    part.data = (
      data.0.map { $0 + offset(0, strides.0) }, data.1.map { $0 + offset(1, strides.1) },
      data.2.map { $0 + offset(2, strides.2) }, data.3.map { $0 + offset(3, strides.3) }
    )
    return part
  }

  /// Formats whose names say that they are full range, which libswscale calls deprecated.
  private static let fullRangeTwins: [AVPixelFormat.RawValue: AVPixelFormat] = [
    AV_PIX_FMT_YUVJ420P.rawValue: AV_PIX_FMT_YUV420P,
    AV_PIX_FMT_YUVJ422P.rawValue: AV_PIX_FMT_YUV422P,
    AV_PIX_FMT_YUVJ444P.rawValue: AV_PIX_FMT_YUV444P,
    AV_PIX_FMT_YUVJ440P.rawValue: AV_PIX_FMT_YUV440P,
    AV_PIX_FMT_YUVJ411P.rawValue: AV_PIX_FMT_YUV411P,
  ]

  private static func toneMapping(of frame: AVFrame, matrix: ColorMatrix?) -> ToneMapping? {
    let transfer: ToneMapping.Transfer =
      switch frame.color_trc {
      case AVCOL_TRC_SMPTE2084: .pq
      case AVCOL_TRC_ARIB_STD_B67: .hlg
      default: .standard
      }
    let primaries: ToneMapping.Primaries =
      switch frame.color_primaries {
      case AVCOL_PRI_BT2020: .bt2020
      case AVCOL_PRI_SMPTE432: .p3
      // High light without a tag for its primaries is nearly always BT.2020.
      case AVCOL_PRI_UNSPECIFIED where transfer != .standard: .bt2020
      default: .bt709
      }
    if transfer == .standard, primaries == .bt709 { return nil }
    // libswscale makes BT.709 of red, green and blue.
    return ToneMapping(
      transfer: transfer, primaries: primaries, matrix: matrix ?? .bt709,
      peak: transfer == .standard ? 1 : ToneMapping.usualPeak)
  }

  private static func matrix(of frame: AVFrame) -> ColorMatrix {
    switch frame.colorspace {
    case AVCOL_SPC_BT709: .bt709
    case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: .bt601
    case AVCOL_SPC_SMPTE240M: .smpte240M
    case AVCOL_SPC_FCC: .fcc
    case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: .bt2020
    default: max(frame.height, frame.width * 9 / 16) >= 720 ? .bt709 : .bt601
    }
  }
}
