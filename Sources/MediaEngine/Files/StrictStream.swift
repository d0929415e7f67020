internal import CFFmpeg

/// One stream of a ``StrictDecoder``.
final class StrictStream {
  private let path: String
  private let index: Int
  private let isVideo: Bool
  private let timeBase: AVRational
  private let decoder: Decoder
  private var frame = av_frame_alloc()
  /// Reused from picture to picture.
  private var picture: [UInt8] = []
  /// Pictures that the packets promise, and those that came out.
  private var promised = 0
  private var shown = 0

  init(input: MediaInput, index: Int) throws(MediaError) {
    path = input.path
    self.index = index
    let stream = input.stream(index).pointee
    isVideo = stream.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
    timeBase = stream.time_base
    decoder = try input.makeDecoder(stream: index)
    decoder.rejectDamage()
  }

  deinit { av_frame_free(&frame) }

  func decode(
    _ packet: UnsafePointer<AVPacket>, sink: (StrictDecoder.Piece) throws -> Void
  ) throws {
    let flags = packet.pointee.flags
    if flags & AV_PKT_FLAG_CORRUPT != 0 { throw damage("a packet is cut short") }
    if flags & AV_PKT_FLAG_DISCARD == 0 { promised += 1 }
    try decoder.send(packet)
    try drain(sink)
  }

  /// Takes what the decoder still holds, and counts.
  func finish(sink: (StrictDecoder.Piece) throws -> Void) throws {
    try decoder.send(nil)
    try drain(sink)
    if isVideo && shown < promised {
      throw damage("only \(shown) of \(promised) pictures can be shown")
    }
  }

  private func drain(_ sink: (StrictDecoder.Piece) throws -> Void) throws {
    guard let frame else { throw MediaError.outOfMemory(path) }
    while try decoder.receive(frame) {
      defer { av_frame_unref(frame) }
      if frame.pointee.decode_error_flags != 0 || frame.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 {
        throw damage(isVideo ? "a picture is incomplete" : "a piece of sound is incomplete")
      }
      shown += 1
      try isVideo ? show(frame, sink) : sound(frame, sink)
    }
  }

  private func show(
    _ frame: UnsafeMutablePointer<AVFrame>, _ sink: (StrictDecoder.Piece) throws -> Void
  ) throws {
    let format = AVPixelFormat(frame.pointee.format)
    let (width, height) = (frame.pointee.width, frame.pointee.height)
    let size = av_image_get_buffer_size(format, width, height, 1)
    guard size > 0 else { throw damage("a picture has no size") }
    if picture.count != Int(size) { picture = [UInt8](repeating: 0, count: Int(size)) }
    let copied = picture.withUnsafeMutableBufferPointer { buffer in
      // The arrays of the frame are tuples to Swift, and their first elements are what C wants.
      withUnsafeBytes(of: &frame.pointee.data) { data in
        withUnsafeBytes(of: &frame.pointee.linesize) { lines in
          av_image_copy_to_buffer(
            buffer.baseAddress, size,
            data.baseAddress?.assumingMemoryBound(to: UnsafePointer<UInt8>?.self),
            lines.baseAddress?.assumingMemoryBound(to: Int32.self), format, width, height, 1)
        }
      }
    }
    guard copied == size else { throw damage("a picture cannot be read") }
    let name = av_get_pix_fmt_name(format).map { String(cString: $0) } ?? "unknown"
    try picture.withUnsafeBytes { bytes in
      try sink(
        .picture(
          stream: index, microseconds: try time(of: frame, rate: 1_000_000),
          form: "\(name) \(width)x\(height)", bytes: bytes))
    }
  }

  private func sound(
    _ frame: UnsafeMutablePointer<AVFrame>, _ sink: (StrictDecoder.Piece) throws -> Void
  ) throws {
    let format = AVSampleFormat(frame.pointee.format)
    let channels = Int(frame.pointee.ch_layout.nb_channels)
    let rate = Int(frame.pointee.sample_rate)
    let isPlanar = av_sample_fmt_is_planar(format) != 0
    let sampleBytes = Int(av_get_bytes_per_sample(format)) * (isPlanar ? 1 : channels)
    guard sampleBytes > 0, rate > 0, channels > 0, let data = frame.pointee.extended_data else {
      throw damage("a piece of sound has no form")
    }
    let length = Int(frame.pointee.nb_samples) * sampleBytes
    let planes = (0..<(isPlanar ? channels : 1)).map {
      UnsafeRawBufferPointer(start: data[$0], count: length)
    }
    let name = av_get_sample_fmt_name(format).map { String(cString: $0) } ?? "unknown"
    try sink(
      .sound(
        stream: index, start: try time(of: frame, rate: rate), rate: rate,
        form: "\(name) \(rate) Hz \(channels)", planes: planes, sampleBytes: sampleBytes))
  }

  private func time(of frame: UnsafeMutablePointer<AVFrame>, rate: Int) throws -> Int {
    let time = frame.pointee.best_effort_timestamp
    guard time != reel_no_pts(), let result = SoundFormat.samples(time, of: timeBase, rate: rate)
    else { throw damage(isVideo ? "a picture has no time" : "a piece of sound has no time") }
    return result
  }

  private func damage(_ what: String) -> MediaError {
    MediaError(
      .damaged, path: path, message: "\(path) is damaged: in stream \(index), \(what).",
      detail: MediaLog.takeLast())
  }
}
