internal import CFFmpeg

/// The versions of the libraries that make pictures and files.
public enum MediaLibraries {
  /// Absolute paths of the libraries that are loaded when they are needed, whether they are there or
  /// not.
  public static var witnesses: [String] { [FilterLibrary.place].compactMap(\.self) }

  /// Version by library name, of the libraries that run, not of those compiled against.
  public static func versions() -> [String: String] {
    MediaLog.install()
    return [
      "libavformat": dotted(avformat_version()),
      "libavcodec": dotted(avcodec_version()),
      "libavutil": dotted(avutil_version()),
      "libavfilter": FilterLibrary.version ?? "none",
      "libswscale": dotted(swscale_version()),
      "libswresample": dotted(swresample_version()),
      "libx264": x264Version(),
      "zlib": Inflation.libraryVersion,
    ].merging(WebPAnimationDecoder.versions) { first, _ in first }
      .merging(HEIFPicture.versions) { first, _ in first }
      .merging(SVGDrawing.versions) { first, _ in first }
  }

  private static func dotted(_ version: UInt32) -> String {
    "\(version >> 16).\(version >> 8 & 255).\(version & 255)"
  }

  /// libavcodec tells nothing of the x264 that it is linked with, and x264 exports no function
  /// for it; but it writes its version and commit into the first packet of every stream. A
  /// picture of one block takes about a millisecond.
  private static func x264Version() -> String {
    guard let codec = avcodec_find_encoder_by_name("libx264") else { return "none" }
    var context = avcodec_alloc_context3(codec)
    var frame = av_frame_alloc()
    var packet = av_packet_alloc()
    defer {
      avcodec_free_context(&context)
      av_frame_free(&frame)
      av_packet_free(&packet)
    }
    guard let context, let frame, let packet else { return "unknown" }
    context.pointee.width = 16
    context.pointee.height = 16
    context.pointee.time_base = AVRational(num: 1, den: 1)
    context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
    context.pointee.thread_count = 1
    frame.pointee.width = 16
    frame.pointee.height = 16
    frame.pointee.format = AV_PIX_FMT_YUV420P.rawValue
    guard ProcessorFeatures.setUp({ avcodec_open2(context, codec, nil) }) >= 0,
      av_frame_get_buffer(frame, 0) >= 0,
      avcodec_send_frame(context, frame) >= 0, avcodec_send_frame(context, nil) >= 0,
      avcodec_receive_packet(context, packet) >= 0
    else { return "unknown" }
    let bytes = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
    return version(inSupplement: bytes) ?? "unknown"
  }

  /// What stands between `core ` and the next dash, such as `164 r3095 baee400`.
  static func version(inSupplement bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let marker = Array("x264 - core ".utf8)
    guard bytes.count > marker.count else { return nil }
    for start in 0..<(bytes.count - marker.count)
    where bytes[start..<(start + marker.count)].elementsEqual(marker) {
      let text = bytes[(start + marker.count)...].prefix { $0 >= 32 && $0 < 127 && $0 != 45 }
      let version = String(decoding: text, as: UTF8.self)
      return String(version.reversed().drop { $0 == " " }.reversed())
    }
    return nil
  }
}
