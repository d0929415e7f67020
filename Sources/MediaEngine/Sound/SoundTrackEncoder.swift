public import FilmVocabulary
internal import CFFmpeg

/// Encodes a whole programme as Opus, MP3, FLAC or 16-bit samples. Not for several threads.
///
/// The packets' times count from the programme's first sample: an encoder that puts silence before
/// it begins at a negative time. A decoder that cuts off what comes before 0 and after the
/// programme's length has the programme, to the sample.
public final class SoundTrackEncoder {
  private let codec: SoundCodec
  private let samples: Int
  private var context: UnsafeMutablePointer<AVCodecContext>?
  private var frame = av_frame_alloc()
  private var packet = av_packet_alloc()
  private var quantizer = SampleQuantizer()
  private var writer: PacketFileWriter
  /// Samples that do not fill a frame yet, left and right in turn.
  private var waiting: [Float] = []
  private var taken = 0
  private var encoded = 0
  private var extradata: [UInt8] = []
  /// Samples of a packet.
  private let packetSamples: Int
  /// Samples that the encoder puts before the first one.
  private let padding: Int

  /// Samples of a packet where the codec does not decide it.
  private static let plainPacketSamples = 4800

  /// - Parameters:
  ///   - bitRate: Bits a second; of no meaning to FLAC and plain samples.
  ///   - samples: The length of the programme.
  ///   - path: Where the packets go as they come: of samples as they are, an hour takes 700 MB.
  /// - Throws: ``MediaError`` with the code `internal` if the encoder refuses the settings, else
  ///   `no-space` or `unwritable`.
  public init(codec: SoundCodec, bitRate: Int?, samples: Int, writingTo path: String) throws {
    precondition(samples > 0 && codec != .aac)
    MediaLog.install()
    writer = try PacketFileWriter(streamingTo: path)
    self.codec = codec
    self.samples = samples
    guard let name = Self.encoders[codec] else {
      packetSamples = Self.plainPacketSamples
      padding = 0
      return
    }
    guard let encoder = avcodec_find_encoder_by_name(name),
      let context = avcodec_alloc_context3(encoder)
    else { throw MediaError(.internal, message: "libavcodec was built without \(name).") }
    self.context = context
    let format = Self.format(of: codec)
    context.pointee.sample_fmt = format
    context.pointee.sample_rate = Int32(SoundFormat.sampleRate)
    av_channel_layout_default(&context.pointee.ch_layout, Int32(SoundFormat.channels))
    context.pointee.time_base = AVRational(num: 1, den: Int32(SoundFormat.sampleRate))
    if let bitRate { context.pointee.bit_rate = Int64(bitRate) }
    context.pointee.thread_count = 1
    context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
    let result = ProcessorFeatures.setUp { avcodec_open2(context, encoder, nil) }
    packetSamples = Int(context.pointee.frame_size)
    padding = Int(context.pointee.initial_padding)
    guard result >= 0, packetSamples > 0 else {
      throw MediaError(
        .internal, message: "\(name) refuses \(bitRate ?? 0) bits a second.",
        detail: MediaLog.takeLast())
    }
    extradata = Array(
      UnsafeBufferPointer(
        start: context.pointee.extradata, count: Int(context.pointee.extradata_size)))
    let frame = frame!
    frame.pointee.format = format.rawValue
    frame.pointee.sample_rate = Int32(SoundFormat.sampleRate)
    frame.pointee.nb_samples = Int32(packetSamples)
    av_channel_layout_default(&frame.pointee.ch_layout, Int32(SoundFormat.channels))
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(nil) as MediaError }
  }

  deinit {
    av_frame_free(&frame)
    av_packet_free(&packet)
    avcodec_free_context(&context)
  }

  private static let encoders: [SoundCodec: String] = [
    .opus: "libopus", .mp3: "libmp3lame", .flac: "flac",
  ]

  private static func format(of codec: SoundCodec) -> AVSampleFormat {
    switch codec {
    case .opus: AV_SAMPLE_FMT_FLT
    case .mp3: AV_SAMPLE_FMT_FLTP
    case .aac, .flac, .pcm: AV_SAMPLE_FMT_S16
    }
  }

  /// Encodes the next samples. What is beyond the programme's length is left out.
  ///
  /// - Parameter stereo: Left and right in turn.
  public func append(_ stereo: [Float]) throws {
    let count = min(stereo.count / 2, samples - taken)
    waiting += stereo.prefix(2 * count)
    taken += count
    var start = 0
    while waiting.count - start >= 2 * packetSamples {
      try encode(waiting[start..<start + 2 * packetSamples])
      start += 2 * packetSamples
    }
    waiting.removeFirst(start)
    try writer.flush()
  }

  /// Encodes what is left and completes the file.
  ///
  /// - Throws: ``MediaError``: `no-space` or `unwritable`, or `internal` if the encoder made
  ///   fewer packets than the programme needs.
  public func finish() throws {
    precondition(taken == samples, "a programme of \(samples) samples got \(taken)")
    if !waiting.isEmpty { try encode(waiting[...]) }
    if context != nil {
      try check(avcodec_send_frame(context, nil))
      try takePackets()
    }
    guard encoded - padding >= samples else {
      throw MediaError(
        .internal, message: "The \(codec.rawValue) encoder lost the end of the sound.",
        detail: MediaLog.takeLast())
    }
    try writer.finish(
      header: .init(
        codec: codec.rawValue, extradata: extradata,
        timeBase: Rational(1, SoundFormat.sampleRate), sampleRate: SoundFormat.sampleRate,
        channels: SoundFormat.channels))
  }

  private func encode(_ stereo: ArraySlice<Float>) throws {
    guard context != nil else {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(stereo.count * 2)
      for sample in stereo {
        let value = UInt16(bitPattern: quantizer.quantize(sample))
        bytes.append(UInt8(value & 255))
        bytes.append(UInt8(value >> 8))
      }
      append(bytes)
      return
    }
    let frame = frame!
    try check(av_frame_make_writable(frame))
    frame.pointee.nb_samples = Int32(stereo.count / 2)
    frame.pointee.pts = Int64(taken - waiting.count / 2)
    fill(frame, with: stereo)
    try check(avcodec_send_frame(context, frame))
    try takePackets()
  }

  private func fill(_ frame: UnsafeMutablePointer<AVFrame>, with stereo: ArraySlice<Float>) {
    let planes = [frame.pointee.data.0, frame.pointee.data.1].map(UnsafeMutableRawPointer.init)
    switch codec {
    case .mp3:
      let left = planes[0]!.assumingMemoryBound(to: Float.self)
      let right = planes[1]!.assumingMemoryBound(to: Float.self)
      for index in 0..<stereo.count / 2 {
        left[index] = stereo[stereo.startIndex + 2 * index]
        right[index] = stereo[stereo.startIndex + 2 * index + 1]
      }
    case .flac:
      let target = planes[0]!.assumingMemoryBound(to: Int16.self)
      for (index, sample) in stereo.enumerated() { target[index] = quantizer.quantize(sample) }
    case .opus, .aac, .pcm:
      let target = planes[0]!.assumingMemoryBound(to: Float.self)
      for (index, sample) in stereo.enumerated() { target[index] = sample }
    }
  }

  private func takePackets() throws {
    while true {
      let result = avcodec_receive_packet(context, packet)
      if result == reel_averror_again() || result == reel_averror_eof() { return }
      try check(result)
      defer { av_packet_unref(packet) }
      // FLAC's header is whole only when all has been encoded: it comes with an empty packet.
      var size = 0
      if let header = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, &size) {
        extradata = Array(UnsafeBufferPointer(start: header, count: size))
      }
      let current = packet!.pointee
      if current.size > 0 {
        append(Array(UnsafeBufferPointer(start: current.data, count: Int(current.size))))
      }
    }
  }

  private func append(_ bytes: [UInt8]) {
    // Without padding, packets are the frames, and the last one is as long as what was left.
    let left = padding == 0 ? samples - encoded : packetSamples
    let duration = min(packetSamples, left)
    guard duration > 0 else { return }
    writer.append(
      bytes, presentation: encoded - padding, duration: duration, isKey: true)
    encoded += duration
  }

  private func check(_ result: Int32) throws(MediaError) {
    guard result < 0 else { return }
    throw MediaError(
      .internal, message: "Sound could not be encoded (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
