internal import CFFmpeg
internal import CHEIF

/// The planes of a picture that libheif has decoded.
struct HEIFPixels {
  let path: String
  let image: OpaquePointer

  /// Copies the planes into a new frame of the same kind. Grey gets colours that say nothing.
  func copy(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) {
    let isRGB = heif_image_get_colorspace(image) == heif_colorspace_RGB
    let main = isRGB ? heif_channel_G : heif_channel_Y
    let depth = Int(heif_image_get_bits_per_pixel_range(image, main))
    let chroma = heif_image_get_chroma_format(image)
    let hasAlpha = heif_image_has_channel(image, heif_channel_Alpha) != 0
    guard let format = Self.format(chroma, isRGB: isRGB, hasAlpha: hasAlpha, depth: depth) else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) has pixels of \(depth) bits in a form that is not read; "
          + "make a PNG of it.")
    }
    frame.pointee.format = format.value.rawValue
    frame.pointee.width = heif_image_get_width(image, main)
    frame.pointee.height = heif_image_get_height(image, main)
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(path) }
    // Planes of RGB come in this order, as libavutil has them.
    let channels =
      isRGB
      ? [heif_channel_G, heif_channel_B, heif_channel_R]
      : [heif_channel_Y, heif_channel_Cb, heif_channel_Cr]
    let lines = [
      (frame.pointee.data.0, frame.pointee.linesize.0),
      (frame.pointee.data.1, frame.pointee.linesize.1),
      (frame.pointee.data.2, frame.pointee.linesize.2),
      (frame.pointee.data.3, frame.pointee.linesize.3),
    ]
    let shifts = av_pix_fmt_desc_get(format.value)!.pointee
    for (index, channel) in (channels + (hasAlpha ? [heif_channel_Alpha] : [])).enumerated() {
      let isShared = index == 1 || index == 2
      // Rounded up: the last column may be half a pair.
      let width = -(-Int(frame.pointee.width) >> (isShared ? Int(shifts.log2_chroma_w) : 0))
      let height = -(-Int(frame.pointee.height) >> (isShared ? Int(shifts.log2_chroma_h) : 0))
      let target = Plane(
        base: lines[index].0!, stride: Int(lines[index].1), width: width, height: height,
        depth: format.depth)
      if isShared, chroma == heif_chroma_monochrome {
        target.fill(1 << (format.depth - 1))
      } else {
        try copy(channel, to: target)
      }
    }
  }

  private struct Plane {
    let base: UnsafeMutablePointer<UInt8>
    let stride: Int
    let width: Int
    let height: Int
    let depth: Int

    func fill(_ value: Int) {
      for row in 0..<height {
        let line = UnsafeMutableRawPointer(base + row * stride)
        if depth == 8 {
          line.initializeMemory(as: UInt8.self, repeating: UInt8(value), count: width)
        } else {
          line.initializeMemory(as: UInt16.self, repeating: UInt16(value), count: width)
        }
      }
    }
  }

  private func copy(_ channel: heif_channel, to target: Plane) throws(MediaError) {
    var stride: Int32 = 0
    guard let base = heif_image_get_plane_readonly(image, channel, &stride),
      Int(heif_image_get_width(image, channel)) == target.width,
      Int(heif_image_get_height(image, channel)) == target.height
    else {
      throw MediaError(
        .damaged, path: path, message: "\(path) is damaged: its planes have unequal sizes.")
    }
    let depth = Int(heif_image_get_bits_per_pixel_range(image, channel))
    for row in 0..<target.height {
      let source = UnsafeRawPointer(base + row * Int(stride))
      let line = UnsafeMutableRawPointer(target.base + row * target.stride)
      if depth == target.depth {
        line.copyMemory(from: source, byteCount: target.width * (depth == 8 ? 1 : 2))
        continue
      }
      // Alpha often has fewer bits than colours have.
      for x in 0..<target.width {
        let value =
          depth == 8
          ? Int(source.load(fromByteOffset: x, as: UInt8.self))
          : Int(source.load(fromByteOffset: 2 * x, as: UInt16.self))
        let most = (1 << depth) - 1
        let scaled = (value * ((1 << target.depth) - 1) + most / 2) / most
        if target.depth == 8 {
          line.storeBytes(of: UInt8(clamping: scaled), toByteOffset: x, as: UInt8.self)
        } else {
          line.storeBytes(of: UInt16(clamping: scaled), toByteOffset: 2 * x, as: UInt16.self)
        }
      }
    }
  }

  /// The format with room for what is there, and how many bits its samples have; `nil` if there is
  /// none.
  private static func format(
    _ chroma: heif_chroma, isRGB: Bool, hasAlpha: Bool, depth: Int
  ) -> (value: AVPixelFormat, depth: Int)? {
    let shape: String
    switch chroma {
    case heif_chroma_444: shape = isRGB ? "gbr\(hasAlpha ? "a" : "")p" : "444p"
    case heif_chroma_422: shape = "422p"
    case heif_chroma_420, heif_chroma_monochrome: shape = "420p"
    default: return nil
    }
    guard depth >= 8 else { return nil }
    let name = isRGB ? shape : "yuv\(hasAlpha ? "a" : "")\(shape)"
    // Not each shape has a format for each depth.
    for wanted in [8, 10, 12, 16] where wanted >= depth {
      let format = av_get_pix_fmt(wanted == 8 ? name : "\(name)\(wanted)le")
      if format != AV_PIX_FMT_NONE { return (format, wanted) }
    }
    return nil
  }
}
