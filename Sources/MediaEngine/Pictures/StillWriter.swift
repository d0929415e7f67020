internal import CFFmpeg

/// Writes a picture as a JPEG or PNG file.
public enum StillWriter {
  public enum Format: Sendable { case jpeg, png }

  /// libavcodec's quantiser for JPEG: about the quality 95 of other programs.
  private static let quantizer = 2

  /// - Parameter picture: Without alpha; its sides are even.
  /// - Throws: ``MediaError`` with the code `no-space`, `unwritable` or `internal`.
  public static func write(_ picture: Picture, as format: Format, to path: String) throws {
    MediaLog.install()
    try MediaFile.write(try encode(picture, as: format), to: path)
  }

  private static func encode(_ picture: Picture, as format: Format) throws -> [UInt8] {
    let name = format == .jpeg ? "mjpeg" : "png"
    guard let codec = avcodec_find_encoder_by_name(name) else {
      throw MediaError(.internal, message: "libavcodec was built without \(name).")
    }
    var context = avcodec_alloc_context3(codec)
    var frame = av_frame_alloc()
    var packet = av_packet_alloc()
    defer {
      avcodec_free_context(&context)
      av_frame_free(&frame)
      av_packet_free(&packet)
    }
    guard let context, let frame, let packet else { throw MediaError.outOfMemory(nil) }
    let pixels = format == .jpeg ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_RGB24
    context.pointee.width = Int32(picture.width)
    context.pointee.height = Int32(picture.height)
    context.pointee.pix_fmt = pixels
    context.pointee.time_base = AVRational(num: 1, den: 25)
    context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    context.pointee.thread_count = 1
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    if format == .jpeg {
      context.pointee.color_range = AVCOL_RANGE_JPEG
      context.pointee.flags |= AV_CODEC_FLAG_QSCALE
      context.pointee.global_quality = Int32(quantizer) * FF_QP2LAMBDA
      context.pointee.qmin = Int32(quantizer)
    }
    frame.pointee.format = pixels.rawValue
    frame.pointee.width = Int32(picture.width)
    frame.pointee.height = Int32(picture.height)
    guard ProcessorFeatures.setUp({ avcodec_open2(context, codec, nil) }) >= 0,
      av_frame_get_buffer(frame, 0) >= 0
    else {
      throw failure()
    }
    if format == .jpeg {
      frame.pointee.color_range = AVCOL_RANGE_JPEG
      frame.pointee.quality = context.pointee.global_quality
      fillJPEG(frame, picture)
    } else {
      fillRGB(frame, picture)
    }
    guard avcodec_send_frame(context, frame) >= 0, avcodec_send_frame(context, nil) >= 0,
      avcodec_receive_packet(context, packet) >= 0
    else { throw failure() }
    return Array(
      UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
  }

  private static func fillRGB(_ frame: UnsafeMutablePointer<AVFrame>, _ picture: Picture) {
    let target = frame.pointee.data.0!
    let stride = Int(frame.pointee.linesize.0)
    picture.forEachColor { x, y, color in
      let pixel = target + y * stride + 3 * x
      pixel[0] = color.red
      pixel[1] = color.green
      pixel[2] = color.blue
    }
  }

  /// JPEG's colours are those of BT.601 at full range; a chroma sample lies in the middle of its
  /// four pixels.
  private static func fillJPEG(_ frame: UnsafeMutablePointer<AVFrame>, _ picture: Picture) {
    let (luma, blue, red) = (frame.pointee.data.0!, frame.pointee.data.1!, frame.pointee.data.2!)
    let (lumaStride, chromaStride) = (
      Int(frame.pointee.linesize.0), Int(frame.pointee.linesize.1)
    )
    let width = picture.blue.width
    var sums = [SIMD3<Int32>](repeating: .zero, count: width * picture.blue.height)
    picture.forEachColor { x, y, color in
      let (r, g, b) = (Int32(color.red), Int32(color.green), Int32(color.blue))
      luma[y * lumaStride + x] = UInt8((77 * r + 150 * g + 29 * b + 128) >> 8)
      sums[(y / 2) * width + x / 2] &+= SIMD3(r, g, b)
    }
    for y in 0..<picture.blue.height {
      for x in 0..<width {
        // Sums of four pixels, weights in 1/256: a shift of ten.
        let sum = sums[y * width + x]
        let u = (-43 * sum.x - 85 * sum.y + 128 * sum.z + 512) >> 10
        let v = (128 * sum.x - 107 * sum.y - 21 * sum.z + 512) >> 10
        blue[y * chromaStride + x] = PixelColor.clipped(Int(u) + 128)
        red[y * chromaStride + x] = PixelColor.clipped(Int(v) + 128)
      }
    }
  }

  private static func failure() -> MediaError {
    MediaError(
      .internal, message: "A picture could not be encoded.", detail: MediaLog.takeLast())
  }
}
