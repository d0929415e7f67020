internal import CFFmpeg
internal import CWebP

/// Decodes the pictures of an animated WebP, each with those before it under it as the file asks.
///
/// libavformat does not read such files.
final class WebPAnimationDecoder: PictureStream {
  let path: String
  private let data: [UInt8]
  private let decoder: OpaquePointer
  private let width: Int
  private let height: Int
  private var count = 0

  /// All pictures follow from the first.
  var neededFrom = Int64.min

  /// - Throws: ``MediaError`` with the code `unreadable`, `unsupported` or `invalid-media`.
  init(path: String) throws(MediaError) {
    self.path = path
    data = try FileSource.image(path, remedy: "make a video of it")
    var options = WebPAnimDecoderOptions()
    guard WebPAnimDecoderOptionsInit(&options) != 0 else {
      throw MediaError(.internal, path: path, message: "libwebp is of another version.")
    }
    options.color_mode = MODE_RGBA
    options.use_threads = 0
    // The decoder keeps a pointer to the bytes. An array's storage stays in place as long as it
    // lives and is not changed.
    let made = data.withUnsafeBufferPointer { bytes in
      var input = WebPData(bytes: bytes.baseAddress, size: bytes.count)
      return WebPAnimDecoderNew(&input, &options)
    }
    var information = WebPAnimInfo()
    guard let made, WebPAnimDecoderGetInfo(made, &information) != 0 else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is damaged: its pictures cannot be found.")
    }
    decoder = made
    width = Int(information.canvas_width)
    height = Int(information.canvas_height)
  }

  deinit { WebPAnimDecoderDelete(decoder) }

  func next(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    guard WebPAnimDecoderHasMoreFrames(decoder) != 0 else { return false }
    var pixels: UnsafeMutablePointer<UInt8>?
    var time: Int32 = 0
    guard WebPAnimDecoderGetNext(decoder, &pixels, &time) != 0, let pixels else {
      throw MediaError(
        .damaged, path: path,
        message: "\(path) is damaged: its picture \(count + 1) cannot be decoded.")
    }
    count += 1
    av_frame_unref(frame)
    frame.pointee.format = AV_PIX_FMT_RGBA.rawValue
    frame.pointee.width = Int32(width)
    frame.pointee.height = Int32(height)
    guard av_frame_get_buffer(frame, 0) >= 0 else { throw .outOfMemory(path) }
    for row in 0..<height {
      frame.pointee.data.0!.advanced(by: row * Int(frame.pointee.linesize.0))
        .update(from: pixels + row * width * 4, count: width * 4)
    }
    frame.pointee.pts = Int64(count - 1)
    return true
  }

  func seek(to time: Int64) -> Bool { false }

  func rewind() {
    WebPAnimDecoderReset(decoder)
    count = 0
  }

  /// The versions of the libraries, by the names that stages use.
  static var versions: [String: String] {
    func dotted(_ version: Int32) -> String {
      "\(version >> 16).\(version >> 8 & 255).\(version & 255)"
    }
    return [
      "libwebp": dotted(WebPGetDecoderVersion()), "libwebpdemux": dotted(WebPGetDemuxVersion()),
    ]
  }
}
