internal import CFFmpeg

/// Decodes the pictures of a segment, in the order in which they are shown.
public struct SegmentReader {
  private let path: String
  private let file: PacketFile

  /// - Throws: ``MediaError`` with the code `unreadable` or `invalid-media`.
  public init(path: String) throws {
    MediaLog.install()
    self.path = path
    file = try PacketFile(path: path)
  }

  /// Pictures in the segment.
  public var frames: Int { file.packets.count }

  /// Hands over each picture; it is valid until `body` returns.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` if the segment cannot be decoded or
  ///   does not give one picture for each packet; what `body` throws.
  public func forEach(_ body: (Picture) throws -> Void) throws {
    let decoder = try PacketDecoder(file.header, path: path)
    let picture = Picture(width: file.header.width, height: file.header.height)
    var count = 0
    let take = { (frame: AVFrame) in
      try Self.copy(frame, to: picture, path: path)
      count += 1
      try body(picture)
    }
    for (index, packet) in file.packets.enumerated() {
      try file.withBytes(ofPacket: index) { bytes in
        try decoder.send(bytes, presentation: packet.presentation, isKey: packet.isKey)
      }
      try decoder.takeFrames(take)
    }
    try decoder.end()
    try decoder.takeFrames(take)
    guard count == frames else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) gives \(count) pictures of \(frames); remove it from the store.")
    }
  }

  private static func copy(_ frame: AVFrame, to picture: Picture, path: String) throws {
    let isPlanar =
      frame.format == AV_PIX_FMT_YUV420P.rawValue || frame.format == AV_PIX_FMT_YUVJ420P.rawValue
    guard Int(frame.width) == picture.width, Int(frame.height) == picture.height, isPlanar,
      let luma = frame.data.0, let blue = frame.data.1, let red = frame.data.2
    else {
      throw MediaError(.damaged, path: path, message: "\(path) holds pictures of another form.")
    }
    let sources = [(luma, frame.linesize.0), (blue, frame.linesize.1), (red, frame.linesize.2)]
    for (plane, source) in zip([picture.luma, picture.blue, picture.red], sources) {
      for row in 0..<plane.height {
        plane.row(row).update(from: source.0 + row * Int(source.1), count: plane.width)
      }
    }
  }
}

/// A decoder for the packets of a ``PacketFile``.
private final class PacketDecoder {
  private let path: String
  private var context: UnsafeMutablePointer<AVCodecContext>?
  private var packet = av_packet_alloc()
  private var frame = av_frame_alloc()

  init(_ header: PacketFile.Header, path: String) throws(MediaError) {
    self.path = path
    guard let codec = Self.decoder(of: header.codec) else {
      throw MediaError(.internal, message: "libavcodec cannot decode \(header.codec).")
    }
    context = avcodec_alloc_context3(codec)
    guard let context,
      let extradata = av_mallocz(header.extradata.count + Int(AV_INPUT_BUFFER_PADDING_SIZE))
    else { throw .outOfMemory(path) }
    extradata.copyMemory(from: header.extradata, byteCount: header.extradata.count)
    context.pointee.extradata = extradata.assumingMemoryBound(to: UInt8.self)
    context.pointee.extradata_size = Int32(header.extradata.count)
    context.pointee.width = Int32(header.width)
    context.pointee.height = Int32(header.height)
    context.pointee.thread_count = 1
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    context.pointee.err_recognition |= AV_EF_EXPLODE
    guard avcodec_open2(context, codec, nil) >= 0 else { throw damage() }
  }

  deinit {
    av_packet_free(&packet)
    av_frame_free(&frame)
    avcodec_free_context(&context)
  }

  private static func decoder(of codec: String) -> UnsafePointer<AVCodec>? {
    switch codec {
    case "h264": avcodec_find_decoder(AV_CODEC_ID_H264)
    case "hevc": avcodec_find_decoder(AV_CODEC_ID_HEVC)
    case "vp9": avcodec_find_decoder(AV_CODEC_ID_VP9)
    // libavcodec's own needs a graphics card.
    case "av1": avcodec_find_decoder_by_name("libdav1d")
    default: nil
    }
  }

  func send(
    _ bytes: UnsafeRawBufferPointer, presentation: Int, isKey: Bool
  ) throws(MediaError) {
    // Decoders read past a packet's end: it needs a buffer with room behind it.
    guard av_new_packet(packet, Int32(bytes.count)) >= 0, let data = packet!.pointee.data else {
      throw .outOfMemory(path)
    }
    defer { av_packet_unref(packet) }
    UnsafeMutableRawPointer(data).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
    packet!.pointee.pts = Int64(presentation)
    packet!.pointee.flags = isKey ? AV_PKT_FLAG_KEY : 0
    guard avcodec_send_packet(context, packet) >= 0 else { throw damage() }
  }

  func end() throws(MediaError) {
    guard avcodec_send_packet(context, nil) >= 0 else { throw damage() }
  }

  func takeFrames(_ body: (AVFrame) throws -> Void) throws {
    while true {
      let result = avcodec_receive_frame(context, frame)
      if result == reel_averror_again() || result == reel_averror_eof() { return }
      guard result >= 0 else { throw damage() }
      defer { av_frame_unref(frame) }
      try body(frame!.pointee)
    }
  }

  private func damage() -> MediaError {
    MediaError(
      .damaged, path: path, message: "\(path) cannot be decoded; remove it from the store.",
      detail: MediaLog.takeLast())
  }
}
