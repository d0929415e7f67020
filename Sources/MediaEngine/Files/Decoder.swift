internal import CFFmpeg

/// A decoder of one stream of a ``MediaInput``.
final class Decoder {
  let path: String
  private(set) var context: UnsafeMutablePointer<AVCodecContext>?

  fileprivate static let alphaDecoders: [AVCodecID.RawValue: String] = [
    AV_CODEC_ID_VP8.rawValue: "libvpx", AV_CODEC_ID_VP9.rawValue: "libvpx-vp9",
  ]

  init(input: MediaInput, stream index: Int, threads: Int) throws(MediaError) {
    path = input.path
    let stream = input.stream(index)
    let parameters = stream.pointee.codecpar!
    let codecID = parameters.pointee.codec_id
    var codec = avcodec_find_decoder(codecID)
    // The alpha channel of WebM is a second bitstream, which the built-in decoders ignore.
    if let name = Self.alphaDecoders[codecID.rawValue], Self.hasAlphaTag(stream) {
      codec = avcodec_find_decoder_by_name(name) ?? codec
    }
    let name = String(cString: avcodec_get_name(codecID))
    guard let codec,
      AllowedFormats.decoders.split(separator: ",").contains(
        Substring(String(cString: codec.pointee.name)))
    else {
      throw MediaError(
        .unsupported, path: input.path,
        message: "\(input.path) is coded as \(name), which is not supported; convert it first.")
    }
    context = avcodec_alloc_context3(codec)
    guard let context else { throw .outOfMemory(input.path) }
    avcodec_parameters_to_context(context, parameters)
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.max_pixels = MediaInput.maximumPixels
    context.pointee.thread_count = Int32(threads)
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    context.pointee.codec_whitelist = av_strdup(AllowedFormats.decoders)
    // FLAC's checksums are right in all files; those of other codecs are not.
    if codecID == AV_CODEC_ID_FLAC {
      context.pointee.err_recognition |= AV_EF_CRCCHECK | AV_EF_EXPLODE
    }
    // Decoded sound is rounded otherwise by every set of vector instructions; pictures are not.
    let isSound = parameters.pointee.codec_type == AVMEDIA_TYPE_AUDIO
    func open() -> Int32 { avcodec_open2(context, codec, nil) }
    let result = isSound ? ProcessorFeatures.withPlain(open) : ProcessorFeatures.setUp(open)
    guard result >= 0 else {
      throw MediaError(
        .unsupported, path: input.path,
        message: "\(input.path) (\(name)) cannot be decoded (\(libraryMessage(result))).",
        detail: MediaLog.takeLast())
    }
  }

  deinit { avcodec_free_context(&context) }

  /// Whether a WebM stream carries a second bitstream for transparency.
  static func hasAlphaTag(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
    guard let entry = av_dict_get(stream.pointee.metadata, "alpha_mode", nil, 0) else {
      return false
    }
    return String(cString: entry.pointee.value) == "1"
  }

  /// Has damage that the decoder could hide reported as an error.
  func rejectDamage() { context!.pointee.err_recognition |= AV_EF_EXPLODE }

  /// Hands over a packet; `nil` means that no more will come.
  ///
  /// - Throws: ``MediaError`` with the code `invalid-media` if the packet is damaged.
  func send(_ packet: UnsafePointer<AVPacket>?) throws(MediaError) {
    let result = avcodec_send_packet(context, packet)
    if result < 0, result != reel_averror_eof() { throw damage(result) }
  }

  /// Fetches the next decoded frame.
  ///
  /// - Returns: `false` if the decoder wants another packet, or has come to its end.
  /// - Throws: ``MediaError`` with the code `invalid-media`.
  func receive(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    let result = avcodec_receive_frame(context, frame)
    if result >= 0 { return true }
    if result == reel_averror_again() || result == reel_averror_eof() { return false }
    throw damage(result)
  }

  /// Forgets all packets, as after a seek.
  func flush() { avcodec_flush_buffers(context) }

  private func damage(_ result: Int32) -> MediaError {
    MediaError(
      .damaged, path: path,
      message: "\(path) is damaged: a part of it cannot be decoded (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
