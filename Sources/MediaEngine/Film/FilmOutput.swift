internal import CFFmpeg
internal import FilmVocabulary
internal import Glibc

/// A file that is being written by libavformat.
final class FilmOutput {
  private let path: String
  private let container: Container
  private var context: UnsafeMutablePointer<AVFormatContext>?
  private var packet = av_packet_alloc()
  /// The time base in which packets are handed over, by stream.
  private var timeBases: [AVRational] = []

  init(path: String, container: Container) throws(MediaError) {
    MediaLog.install()
    self.path = path
    self.container = container
    // With the protocol written out, a colon in the path means nothing.
    avformat_alloc_output_context2(&context, nil, container.muxer, "file:" + path)
    guard let context else { throw .outOfMemory(path) }
    context.pointee.flags |= AVFMT_FLAG_BITEXACT
    try check(avio_open(&context.pointee.pb, "file:" + path, AVIO_FLAG_WRITE))
  }

  deinit {
    if let context {
      if context.pointee.pb != nil { avio_closep(&context.pointee.pb) }
      avformat_free_context(context)
    }
    av_packet_free(&packet)
  }

  /// - Parameter delay: How many packets are decoded before the first picture is shown.
  func addVideo(
    _ film: FilmDescription, header: PacketFile.Header, delay: Int
  ) throws(MediaError) -> Int {
    let rate = AVRational(
      num: Int32(film.frameRate.numerator), den: Int32(film.frameRate.denominator))
    let stream = try addStream(
      AVMEDIA_TYPE_VIDEO, Self.identifier(of: header), extradata: header.extradata,
      timeBase: AVRational(num: rate.den, den: rate.num))
    stream.pointee.avg_frame_rate = rate
    stream.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    let parameters = stream.pointee.codecpar!
    parameters.pointee.width = Int32(film.width)
    parameters.pointee.height = Int32(film.height)
    parameters.pointee.format = AV_PIX_FMT_YUV420P.rawValue
    parameters.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    parameters.pointee.field_order = AV_FIELD_PROGRESSIVE
    parameters.pointee.color_range = AVCOL_RANGE_MPEG
    parameters.pointee.color_primaries = AVCOL_PRI_BT709
    parameters.pointee.color_trc = AVCOL_TRC_BT709
    parameters.pointee.color_space = AVCOL_SPC_BT709
    parameters.pointee.chroma_location = AVCHROMA_LOC_LEFT
    parameters.pointee.video_delay = Int32(delay)
    // Headers stand in the sample description only, which is what players of Apple's ask for.
    if header.codec == "hevc", container.isMovie {
      parameters.pointee.codec_tag = "hvc1".utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    return Int(stream.pointee.index)
  }

  /// - Parameter padding: Samples before the film's first one.
  func addSound(
    _ film: FilmDescription, header: PacketFile.Header, padding: Int
  ) throws(MediaError) -> Int {
    let stream = try addStream(
      AVMEDIA_TYPE_AUDIO, Self.identifier(of: header), extradata: header.extradata,
      timeBase: AVRational(num: 1, den: Int32(header.sampleRate)))
    let parameters = stream.pointee.codecpar!
    parameters.pointee.sample_rate = Int32(header.sampleRate)
    av_channel_layout_default(&parameters.pointee.ch_layout, Int32(header.channels))
    parameters.pointee.initial_padding = Int32(padding)
    switch header.codec {
    case "aac": describe(parameters, AV_SAMPLE_FMT_FLTP, frame: SoundTrack.packetSamples)
    case "opus": describe(parameters, AV_SAMPLE_FMT_FLT, frame: 960)
    case "mp3": describe(parameters, AV_SAMPLE_FMT_FLTP, frame: 1152)
    default:
      parameters.pointee.format = AV_SAMPLE_FMT_S16.rawValue
      parameters.pointee.bits_per_coded_sample = 16
      parameters.pointee.bits_per_raw_sample = 16
      parameters.pointee.block_align = Int32(2 * header.channels)
      parameters.pointee.bit_rate = Int64(16 * header.channels * header.sampleRate)
    }
    setLanguage(of: stream, film.language)
    return Int(stream.pointee.index)
  }

  private func describe(
    _ parameters: UnsafeMutablePointer<AVCodecParameters>, _ format: AVSampleFormat, frame: Int
  ) {
    parameters.pointee.format = format.rawValue
    parameters.pointee.frame_size = Int32(frame)
  }

  private static func identifier(of header: PacketFile.Header) -> AVCodecID {
    switch header.codec {
    case "h264": AV_CODEC_ID_H264
    case "hevc": AV_CODEC_ID_HEVC
    case "av1": AV_CODEC_ID_AV1
    case "vp9": AV_CODEC_ID_VP9
    case "aac": AV_CODEC_ID_AAC
    case "opus": AV_CODEC_ID_OPUS
    case "mp3": AV_CODEC_ID_MP3
    case "flac": AV_CODEC_ID_FLAC
    case "pcm": AV_CODEC_ID_PCM_S16LE
    default: AV_CODEC_ID_NONE
    }
  }

  func addText(language: String?) throws(MediaError) -> Int {
    let (codec, header): (AVCodecID, [UInt8]) =
      switch container {
      case .mkv: (AV_CODEC_ID_SUBRIP, [])
      case .webm: (AV_CODEC_ID_WEBVTT, [])
      default: (AV_CODEC_ID_MOV_TEXT, MovieText.description)
      }
    let stream = try addStream(
      AVMEDIA_TYPE_SUBTITLE, codec, extradata: header,
      timeBase: AVRational(num: 1, den: 1000))
    setLanguage(of: stream, language)
    // Players show it when asked to.
    stream.pointee.disposition = 0
    return Int(stream.pointee.index)
  }

  func addChapters(_ film: FilmDescription) {
    guard !film.chapters.isEmpty, let context else { return }
    let size = MemoryLayout<UnsafeMutablePointer<AVChapter>?>.stride
    let list = av_malloc(size * film.chapters.count)!.bindMemory(
      to: UnsafeMutablePointer<AVChapter>?.self, capacity: film.chapters.count)
    let base = AVRational(
      num: Int32(film.frameRate.denominator), den: Int32(film.frameRate.numerator))
    for (index, chapter) in film.chapters.enumerated() {
      let memory = av_mallocz(MemoryLayout<AVChapter>.size)!.bindMemory(
        to: AVChapter.self, capacity: 1)
      memory.pointee.id = Int64(index)
      memory.pointee.time_base = base
      memory.pointee.start = Int64(chapter.start)
      memory.pointee.end = Int64(chapter.end)
      av_dict_set(&memory.pointee.metadata, "title", chapter.title, 0)
      list[index] = memory
    }
    context.pointee.chapters = list
    context.pointee.nb_chapters = UInt32(film.chapters.count)
  }

  func addTags(_ tags: [FilmDescription.Tag]) {
    for tag in tags { av_dict_set(&context!.pointee.metadata, tag.key, tag.value, 0) }
  }

  func begin(timescale: Int) throws(MediaError) {
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    switch container {
    case .mp4, .mov, .m4a:
      av_dict_set(&options, "movflags", "+faststart", 0)
      av_dict_set(&options, "movie_timescale", "\(timescale)", 0)
    case .mkv, .webm:
      av_dict_set(&options, "cues_to_front", "1", 0)
      // No subtitle is shown unless the viewer asks for it.
      av_dict_set(&options, "default_mode", "infer_no_subs", 0)
      // Padding before the first sample is told apart from time; nothing is to be moved.
      av_dict_set(&options, "avoid_negative_ts", "disabled", 0)
    case .gif, .mp3, .opus, .ogg, .flac, .wav: break
    }
    try check(avformat_write_header(context, &options))
  }

  /// Writes the next packet of a stream. Times are in the units with which it was added.
  func write(
    _ bytes: UnsafeRawBufferPointer, stream: Int, presentation: Int, decoding: Int,
    duration: Int, isKey: Bool
  ) throws(MediaError) {
    let packet = packet!
    packet.pointee.data = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    packet.pointee.size = Int32(bytes.count)
    packet.pointee.stream_index = Int32(stream)
    packet.pointee.pts = Int64(presentation)
    packet.pointee.dts = Int64(decoding)
    packet.pointee.duration = Int64(duration)
    packet.pointee.flags = isKey ? AV_PKT_FLAG_KEY : 0
    av_packet_rescale_ts(
      packet, timeBases[stream], context!.pointee.streams[stream]!.pointee.time_base)
    try check(av_write_frame(context, packet))
  }

  /// Writes a packet of sound.
  func write(
    _ bytes: UnsafeRawBufferPointer, stream: Int, sound: SoundTrack.Packet
  ) throws(MediaError) {
    if sound.surplus > 0 || sound.skipped > 0, !container.isMovie {
      // Ten bytes: samples to skip at the start and at the end, little-endian, and two reasons.
      guard let data = av_packet_new_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, 10) else {
        throw .outOfMemory(path)
      }
      for index in 0..<10 { data[index] = 0 }
      for index in 0..<4 {
        data[index] = UInt8(sound.skipped >> (8 * index) & 255)
        data[4 + index] = UInt8(sound.surplus >> (8 * index) & 255)
      }
    }
    defer { av_packet_free_side_data(packet) }
    try write(
      bytes, stream: stream, presentation: sound.start, decoding: sound.start,
      duration: sound.duration, isKey: true)
  }

  func write(
    _ bytes: [UInt8], stream: Int, presentation: Int, decoding: Int, duration: Int, isKey: Bool
  ) throws(MediaError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(MediaError) in
        try write(
          buffer, stream: stream, presentation: presentation, decoding: decoding,
          duration: duration, isKey: isKey)
      }
    }
    try result.get()
  }

  /// Writes the index and moves it to the front.
  func finish() throws(MediaError) {
    try check(av_write_trailer(context))
    try check(context!.pointee.pb.pointee.error)
    try check(avio_closep(&context!.pointee.pb))
  }

  private func addStream(
    _ type: AVMediaType, _ codec: AVCodecID, extradata: [UInt8], timeBase: AVRational
  ) throws(MediaError) -> UnsafeMutablePointer<AVStream> {
    guard let stream = avformat_new_stream(context, nil),
      let memory = av_mallocz(extradata.count + Int(AV_INPUT_BUFFER_PADDING_SIZE))
    else { throw .outOfMemory(path) }
    let parameters = stream.pointee.codecpar!
    parameters.pointee.codec_type = type
    parameters.pointee.codec_id = codec
    memory.copyMemory(from: extradata, byteCount: extradata.count)
    parameters.pointee.extradata = memory.assumingMemoryBound(to: UInt8.self)
    parameters.pointee.extradata_size = Int32(extradata.count)
    stream.pointee.time_base = timeBase
    timeBases.append(timeBase)
    return stream
  }

  private func setLanguage(of stream: UnsafeMutablePointer<AVStream>, _ language: String?) {
    guard let language else { return }
    av_dict_set(
      &stream.pointee.metadata, "language", LanguageCode.threeLetters(for: language), 0)
  }

  private func check(_ result: Int32) throws(MediaError) {
    guard result < 0 else { return }
    if result == reel_averror(ENOSPC) { throw .unwritable(path, ENOSPC) }
    throw MediaError(
      .unwritable, path: path,
      message: "The film \(path) cannot be written (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
