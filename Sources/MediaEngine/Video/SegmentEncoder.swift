public import FilmVocabulary
internal import CFFmpeg

/// Encodes the pictures of one segment, so that segments made apart can be joined without another
/// encoding.
///
/// A segment begins with a key frame, refers to nothing outside, carries no supplemental
/// information, has one packet for each picture, and has the same headers as every other segment
/// of its size, rate and settings. Not for several threads.
public final class SegmentEncoder {
  /// What changes the encoder's bytes, besides the pictures.
  public struct Settings: Hashable, Sendable {
    /// Pixels; even.
    public var width: Int
    /// Pixels; even.
    public var height: Int
    public var frameRate: Rational
    public var codec: VideoCodec
    /// The preset of x264, x265 or SVT-AV1, or libvpx's speed.
    public var preset: String
    /// Constant rate factor, 0…51 for x264 and x265, 0…63 for the others.
    public var crf: Int
    public var threads: Int

    public init(
      width: Int, height: Int, frameRate: Rational, codec: VideoCodec = .h264, preset: String,
      crf: Int, threads: Int = 1
    ) {
      self.codec = codec
      self.width = width
      self.height = height
      self.frameRate = frameRate
      self.preset = preset
      self.crf = crf
      self.threads = threads
    }
  }

  private let settings: Settings
  private let configuration: EncoderConfiguration
  private let frames: Int
  private var context: UnsafeMutablePointer<AVCodecContext>?
  private var frame = av_frame_alloc()
  private var packet = av_packet_alloc()
  private var writer = PacketFileWriter()
  private var count = 0

  /// The longest distance between key frames, in frames.
  public static let keyInterval = 250

  /// - Parameter frames: How many pictures the segment has, at least 1.
  /// - Throws: ``MediaError`` with the code `internal` if the encoder refuses the settings.
  public init(settings: Settings, frames: Int) throws {
    precondition(frames >= 1)
    MediaLog.install()
    self.settings = settings
    self.frames = frames
    let configuration = EncoderConfiguration(settings)
    self.configuration = configuration
    guard let codec = avcodec_find_encoder_by_name(configuration.encoder),
      let context = avcodec_alloc_context3(codec)
    else {
      throw MediaError(
        .internal, message: "libavcodec was built without \(configuration.encoder).")
    }
    self.context = context
    let rate = settings.frameRate
    context.pointee.width = Int32(settings.width)
    context.pointee.height = Int32(settings.height)
    context.pointee.time_base = AVRational(
      num: Int32(rate.denominator), den: Int32(rate.numerator))
    context.pointee.framerate = AVRational(
      num: Int32(rate.numerator), den: Int32(rate.denominator))
    context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
    context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    context.pointee.color_range = AVCOL_RANGE_MPEG
    context.pointee.color_primaries = AVCOL_PRI_BT709
    context.pointee.color_trc = AVCOL_TRC_BT709
    context.pointee.colorspace = AVCOL_SPC_BT709
    context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
    context.pointee.gop_size = Int32(Self.keyInterval)
    context.pointee.thread_count = Int32(settings.threads)
    context.pointee.flags |=
      AV_CODEC_FLAG_GLOBAL_HEADER | Int32(bitPattern: AV_CODEC_FLAG_CLOSED_GOP)
      | AV_CODEC_FLAG_BITEXACT
    if let level = configuration.level { context.pointee.level = level }
    var options: OpaquePointer?
    defer { av_dict_free(&options) }
    for option in configuration.options { av_dict_set(&options, option.name, option.value, 0) }
    let result = ProcessorFeatures.setUp { avcodec_open2(context, codec, &options) }
    guard result >= 0, av_dict_count(options) == 0 else {
      throw MediaError(
        .internal,
        message: "\(configuration.encoder) refuses preset \(settings.preset), CRF "
          + "\(settings.crf) at \(settings.width)×\(settings.height).", detail: MediaLog.takeLast())
    }
  }

  deinit {
    av_frame_free(&frame)
    av_packet_free(&packet)
    avcodec_free_context(&context)
  }

  /// Encodes the next picture. It is not kept: it may be drawn into as soon as this returns.
  ///
  /// - Precondition: The picture has the segment's size, and is not one too many.
  public func append(_ picture: Picture) throws {
    precondition(picture.width == settings.width && picture.height == settings.height)
    precondition(count < frames)
    let frame = frame!
    av_frame_unref(frame)
    frame.pointee.format = AV_PIX_FMT_YUV420P.rawValue
    frame.pointee.width = Int32(settings.width)
    frame.pointee.height = Int32(settings.height)
    frame.pointee.data.0 = picture.luma.base
    frame.pointee.data.1 = picture.blue.base
    frame.pointee.data.2 = picture.red.base
    frame.pointee.linesize.0 = Int32(picture.luma.stride)
    frame.pointee.linesize.1 = Int32(picture.blue.stride)
    frame.pointee.linesize.2 = Int32(picture.red.stride)
    // Without a counted buffer libavcodec would copy the picture, which encoders copy anyway,
    // before `avcodec_send_frame` returns: no packet waits, since all are taken below.
    frame.pointee.buf.0 = av_buffer_create(
      picture.luma.base, picture.luma.stride * picture.luma.height,
      { opaque, _ in Unmanaged<Picture>.fromOpaque(opaque!).release() },
      Unmanaged.passRetained(picture).toOpaque(), AV_BUFFER_FLAG_READONLY)
    frame.pointee.pts = Int64(count)
    // A key frame at the very end would be followed at once by the next segment's.
    let isLast = configuration.takesFrameTypes && count == frames - 1 && count > 0
    frame.pointee.pict_type = isLast ? AV_PICTURE_TYPE_P : AV_PICTURE_TYPE_NONE
    frame.pointee.color_range = AVCOL_RANGE_MPEG
    count += 1
    try check(avcodec_send_frame(context, frame))
    av_frame_unref(frame)
    try takePackets()
  }

  /// Encodes what is left and writes the segment's packets.
  ///
  /// - Throws: ``MediaError``: `no-space` or `unwritable`, or `internal` if the encoder did not
  ///   make exactly one packet for each picture.
  public func finish(writingTo path: String) throws {
    precondition(count == frames, "a segment of \(frames) frames got \(count)")
    try check(avcodec_send_frame(context, nil))
    try takePackets()
    let packets = writer.packets
    guard packets.count == frames, packets[0].isKey, packets[0].presentation == 0,
      packets.map(\.presentation).sorted() == Array(0..<frames)
    else {
      throw MediaError(
        .internal,
        message: "\(configuration.encoder) made \(packets.count) packets of \(frames) pictures.",
        detail: MediaLog.takeLast())
    }
    let extradata = UnsafeBufferPointer(
      start: context!.pointee.extradata, count: Int(context!.pointee.extradata_size))
    try writer.write(
      to: path,
      header: .init(
        codec: configuration.codec,
        extradata: configuration.hasSupplements
          ? AnnexB.withoutSupplements(extradata) : Array(extradata),
        timeBase: Rational(1) / settings.frameRate, width: settings.width,
        height: settings.height))
  }

  private func takePackets() throws(MediaError) {
    while true {
      let result = avcodec_receive_packet(context, packet)
      if result == reel_averror_again() || result == reel_averror_eof() { return }
      try check(result)
      let current = packet!.pointee
      let bytes = UnsafeBufferPointer(start: current.data, count: Int(current.size))
      writer.append(
        configuration.hasSupplements ? AnnexB.withoutSupplements(bytes) : Array(bytes),
        presentation: Int(current.pts), duration: 1,
        isKey: current.flags & AV_PKT_FLAG_KEY != 0)
      av_packet_unref(packet)
    }
  }

  private func check(_ result: Int32) throws(MediaError) {
    guard result < 0 else { return }
    throw MediaError(
      .internal, message: "A picture could not be encoded (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
