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

  /// The pictures, one after another.
  public func pictures() throws -> SegmentPictures { try SegmentPictures(file, path: path) }

  /// Hands over each picture; it is valid until `body` returns.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` if the segment cannot be decoded or
  ///   does not give one picture for each packet; what `body` throws.
  public func forEach(_ body: (Picture) throws -> Void) throws {
    let pictures = try pictures()
    while let picture = try pictures.next() { try body(picture) }
  }
}

/// The pictures of a segment while they are decoded. Not for several threads.
public final class SegmentPictures {
  private let file: PacketFile
  private let path: String
  private let decoder: PacketDecoder
  private let picture: Picture
  private var sent = 0
  private var count = 0

  fileprivate init(_ file: PacketFile, path: String) throws {
    self.file = file
    self.path = path
    decoder = try PacketDecoder(file.header, path: path)
    picture = Picture(width: file.header.width, height: file.header.height)
  }

  /// The next picture, which is valid until the next call; `nil` behind the last one.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` if the segment cannot be decoded or
  ///   does not give one picture for each packet.
  public func next() throws -> Picture? {
    while true {
      if let frame = try decoder.receive() {
        try copy(frame)
        count += 1
        return picture
      }
      guard sent <= file.packets.count else { break }
      if sent < file.packets.count {
        let packet = file.packets[sent]
        try file.withBytes(ofPacket: sent) { bytes in
          try decoder.send(bytes, presentation: packet.presentation, isKey: packet.isKey)
        }
      } else {
        try decoder.end()
      }
      sent += 1
    }
    guard count == file.packets.count else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) gives \(count) pictures of \(file.packets.count); remove it from the "
          + "store.")
    }
    return nil
  }

  private func copy(_ frame: AVFrame) throws {
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
    guard ProcessorFeatures.setUp({ avcodec_open2(context, codec, nil) }) >= 0 else {
      throw damage()
    }
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

  /// The next frame, which is valid until the next call; `nil` if another packet is wanted, or
  /// if all is over.
  func receive() throws(MediaError) -> AVFrame? {
    av_frame_unref(frame)
    let result = avcodec_receive_frame(context, frame)
    if result == reel_averror_again() || result == reel_averror_eof() { return nil }
    guard result >= 0 else { throw damage() }
    return frame!.pointee
  }

  private func damage() -> MediaError {
    MediaError(
      .damaged, path: path, message: "\(path) cannot be decoded; remove it from the store.",
      detail: MediaLog.takeLast())
  }
}
