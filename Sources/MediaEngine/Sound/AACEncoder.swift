internal import CFFmpeg

/// libavcodec's AAC encoder for stereo at 48 kHz. Not for several threads.
///
/// Packet 0 comes before the first frame and only starts the decoder; n frames give n + 1
/// packets.
final class AACEncoder {
  private var context: UnsafeMutablePointer<AVCodecContext>?
  private var frame = av_frame_alloc()
  private var packet = av_packet_alloc()
  private var frames = 0

  /// - Throws: ``MediaError`` with the code `internal` if the encoder refuses the bit rate.
  init(bitRate: Int) throws(MediaError) {
    MediaLog.install()
    guard let codec = avcodec_find_encoder_by_name("aac"),
      let context = avcodec_alloc_context3(codec)
    else { throw MediaError(.internal, message: "libavcodec was built without an AAC encoder.") }
    self.context = context
    context.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
    context.pointee.sample_rate = Int32(SoundFormat.sampleRate)
    av_channel_layout_default(&context.pointee.ch_layout, Int32(SoundFormat.channels))
    context.pointee.time_base = AVRational(num: 1, den: Int32(SoundFormat.sampleRate))
    context.pointee.bit_rate = Int64(bitRate)
    context.pointee.thread_count = 1
    // Headers apart from packets, and no text about the encoder in the stream.
    context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
    let result = ProcessorFeatures.setUp { avcodec_open2(context, codec, nil) }
    guard result >= 0, Int(context.pointee.frame_size) == SoundFormat.packetSamples,
      Int(context.pointee.initial_padding) == SoundFormat.packetSamples
    else {
      throw MediaError(
        .internal, message: "The AAC encoder refuses \(bitRate) bits a second.",
        detail: MediaLog.takeLast())
    }
    let frame = frame!
    frame.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
    frame.pointee.sample_rate = Int32(SoundFormat.sampleRate)
    frame.pointee.nb_samples = Int32(SoundFormat.packetSamples)
    av_channel_layout_default(&frame.pointee.ch_layout, Int32(SoundFormat.channels))
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(nil) }
  }

  deinit {
    av_frame_free(&frame)
    av_packet_free(&packet)
    avcodec_free_context(&context)
  }

  /// The codec's global header.
  var extradata: [UInt8] {
    Array(
      UnsafeBufferPointer(
        start: context!.pointee.extradata, count: Int(context!.pointee.extradata_size)))
  }

  /// Encodes a frame.
  ///
  /// - Parameters:
  ///   - stereo: 1024 samples, left and right in turn.
  ///   - swapped: Whether left and right change places.
  ///   - take: Is called with each packet that is ready.
  func encode(
    _ stereo: UnsafeBufferPointer<Float>, swapped: Bool = false,
    take: (UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    precondition(stereo.count == SoundFormat.packetSamples * SoundFormat.channels)
    let frame = frame!
    try check(av_frame_make_writable(frame))
    let left = UnsafeMutableRawPointer(swapped ? frame.pointee.data.1 : frame.pointee.data.0)!
      .assumingMemoryBound(to: Float.self)
    let right = UnsafeMutableRawPointer(swapped ? frame.pointee.data.0 : frame.pointee.data.1)!
      .assumingMemoryBound(to: Float.self)
    for index in 0..<SoundFormat.packetSamples {
      left[index] = stereo[2 * index]
      right[index] = stereo[2 * index + 1]
    }
    frame.pointee.pts = Int64(frames * SoundFormat.packetSamples)
    frames += 1
    try check(avcodec_send_frame(context, frame))
    try takePackets(take)
  }

  /// Encodes what is left.
  func finish(take: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    try check(avcodec_send_frame(context, nil))
    try takePackets(take)
  }

  private func takePackets(_ take: (UnsafeBufferPointer<UInt8>) throws -> Void) throws {
    while true {
      let result = avcodec_receive_packet(context, packet)
      if result == reel_averror_again() || result == reel_averror_eof() { return }
      try check(result)
      defer { av_packet_unref(packet) }
      try take(
        UnsafeBufferPointer(start: packet!.pointee.data, count: Int(packet!.pointee.size)))
    }
  }

  private func check(_ result: Int32) throws(MediaError) {
    guard result < 0 else { return }
    throw MediaError(
      .internal, message: "Sound could not be encoded (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
