internal import CFFmpeg
internal import Glibc

/// An open media file: its streams, and its packets in the order in which they are stored.
///
/// The file is opened by descriptor and every other opening is refused; kinds and codecs are
/// limited to ``AllowedFormats``, streams and sizes to fixed bounds. Not for several threads.
final class MediaInput {
  let path: String
  private let source: FileSource
  private(set) var context: UnsafeMutablePointer<AVFormatContext>

  /// The largest picture that is decoded, in pixels: 16384 × 8192.
  static let maximumPixels: Int64 = 1 << 27
  private static let maximumAllocation = 1 << 30
  private static let maximumStreams: Int32 = 64
  private static let probeBytes: Int64 = 16 << 20
  private static let probeDuration: Int64 = 10_000_000

  /// - Throws: ``MediaError`` with the code `unreadable`, `not-media` or `invalid-media`.
  init(path: String) throws(MediaError) {
    MediaLog.install()
    _ = MediaLog.takeLast()
    av_max_alloc(Self.maximumAllocation)
    self.path = path
    source = try FileSource(path: path)
    guard let context = avformat_alloc_context() else { throw .outOfMemory(path) }
    context.pointee.pb = source.context
    context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
    context.pointee.io_open = { _, _, _, _, _ in reel_averror(EPERM) }
    context.pointee.max_streams = Self.maximumStreams
    context.pointee.probesize = Self.probeBytes
    context.pointee.max_analyze_duration = Self.probeDuration
    context.pointee.format_whitelist = av_strdup(AllowedFormats.demuxers)
    context.pointee.codec_whitelist = av_strdup(AllowedFormats.decoders)
    var opened: UnsafeMutablePointer<AVFormatContext>? = context
    // Without a name, the content alone decides what the file is.
    let result = avformat_open_input(&opened, nil, nil, nil)
    guard result >= 0, let opened else {
      let line = MediaLog.takeLast()
      if source.holdsText {
        throw MediaError(
          .notMedia, path: path, message: "\(path) is no media file: it holds text.")
      }
      // The answer to a kind that is known but not allowed.
      if result == reel_averror(EINVAL) {
        throw MediaError(
          .notMedia, path: path,
          message: "\(path) is a file of a kind that is not read as pictures or sound.",
          detail: line)
      }
      throw MediaError(
        .notMedia, path: path,
        message: "\(path) is no media file, or it is cut short (\(libraryMessage(result))).",
        detail: line)
    }
    self.context = opened
    let found = avformat_find_stream_info(opened, nil)
    guard found >= 0, opened.pointee.nb_streams > 0 else {
      // All properties are set: `deinit` runs, and closes the file.
      throw MediaError(
        .damaged, path: path, message: "\(path) has no stream that can be read.",
        detail: MediaLog.takeLast())
    }
  }

  deinit {
    var closing: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&closing)
  }

  /// Of the file that is open.
  var identity: FileIdentity { source.identity }

  /// libavformat's name of the file's kind, such as `mov,mp4,m4a,3gp,3g2,mj2`.
  var formatName: String { String(cString: context.pointee.iformat.pointee.name) }

  var streamCount: Int { Int(context.pointee.nb_streams) }

  func stream(_ index: Int) -> UnsafeMutablePointer<AVStream> {
    context.pointee.streams[index]!
  }

  /// The stream that a player would choose, or `nil`. A cover picture is no video.
  func bestStream(_ type: AVMediaType) -> Int? {
    let usable = { (index: Int) -> Bool in
      let stream = self.stream(index).pointee
      return stream.codecpar.pointee.codec_type == type
        && stream.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        && stream.codecpar.pointee.codec_id != AV_CODEC_ID_NONE
    }
    let best = Int(av_find_best_stream(context, type, -1, -1, nil, 0))
    if best >= 0, usable(best) { return best }
    return (0..<streamCount).first(where: usable)
  }

  /// Has the demuxer drop the packets of all streams but one.
  func select(_ index: Int) {
    for other in 0..<streamCount {
      stream(other).pointee.discard = other == index ? AVDISCARD_DEFAULT : AVDISCARD_ALL
    }
  }

  /// Reads the next packet of any selected stream into `packet`.
  ///
  /// - Returns: `false` at the end of the file.
  /// - Throws: ``MediaError`` with the code `invalid-media` if the file ends within a packet or
  ///   cannot be understood.
  func read(into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) -> Bool {
    let result = av_read_frame(context, packet)
    if result >= 0 { return true }
    if result == reel_averror_eof(), context.pointee.pb.pointee.error == 0 { return false }
    if source.isExhausted {
      throw MediaError(
        .damaged, path: path, message: "\(path) is damaged: reading it comes to no end.",
        detail: MediaLog.takeLast())
    }
    throw MediaError(
      .damaged, path: path,
      message: "\(path) cannot be read to its end (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }

  /// Whether files of this kind may be several recordings one behind the other, as transport
  /// streams are, with times that begin again.
  var mayBreakTimes: Bool { context.pointee.iformat.pointee.flags & AVFMT_TS_DISCONT != 0 }

  /// A longer gap in such a file is the beginning of another recording, in seconds.
  static let longestGap = 10

  /// Goes to a key frame at or before the time, in the stream's units.
  func seek(stream index: Int, to time: Int64) -> Bool {
    source.refill()
    return av_seek_frame(context, Int32(index), time, AVSEEK_FLAG_BACKWARD) >= 0
  }

  /// The time of the first packet that the file's index names and that lies, in part at least,
  /// behind the end of the file; in the stream's units.
  func firstMissing(stream index: Int) -> Int64? {
    let stream = stream(index)
    let end = Int64(size)
    for number in 0..<avformat_index_get_entries_count(stream) {
      guard let entry = avformat_index_get_entry(stream, number)?.pointee else { continue }
      if entry.pos > end - Int64(entry.size) { return entry.timestamp }
    }
    return nil
  }

  /// Bytes.
  var size: Int { source.size }

  /// A decoder of the stream, open.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported`.
  func makeDecoder(stream index: Int, threads: Int = 1) throws(MediaError) -> Decoder {
    try Decoder(input: self, stream: index, threads: threads)
  }
}

extension MediaError {
  static func outOfMemory(_ path: String?) -> MediaError {
    MediaError(.internal, path: path, message: "There is not enough memory.")
  }
}
