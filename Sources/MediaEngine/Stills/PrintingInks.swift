internal import CFFmpeg

/// Makes light of printing inks: cyan, magenta, yellow and black.
enum PrintingInks {
  /// Replaces a frame that holds four planes of ink, 0 meaning none, by red, green and blue.
  ///
  /// Without the profile of a press: each ink takes its own colour's light away, and black takes
  /// some of all.
  static func print(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) {
    var printed = av_frame_alloc()
    defer { av_frame_free(&printed) }
    guard let printed else { throw .outOfMemory(nil) }
    printed.pointee.format = AV_PIX_FMT_GBRP.rawValue
    printed.pointee.width = frame.pointee.width
    printed.pointee.height = frame.pointee.height
    guard av_frame_get_buffer(printed, 0) >= 0 else { throw .outOfMemory(nil) }
    let inks = planes(frame)
    // Green, blue, red are the light that magenta, yellow, cyan leave.
    let light = planes(printed)
    let width = Int(frame.pointee.width)
    for row in 0..<Int(frame.pointee.height) {
      let black = inks[3].base + row * inks[3].stride
      for (target, source) in [(0, 1), (1, 2), (2, 0)] {
        let ink = inks[source].base + row * inks[source].stride
        let result = light[target].base + row * light[target].stride
        for x in 0..<width {
          result[x] = UInt8((255 - Int(ink[x])) * (255 - Int(black[x])) / 255)
        }
      }
    }
    av_frame_unref(frame)
    av_frame_move_ref(frame, printed)
  }

  private static func planes(
    _ frame: UnsafeMutablePointer<AVFrame>
  ) -> [(base: UnsafeMutablePointer<UInt8>, stride: Int)] {
    let frame = frame.pointee
    return [
      (frame.data.0, frame.linesize.0), (frame.data.1, frame.linesize.1),
      (frame.data.2, frame.linesize.2), (frame.data.3, frame.linesize.3),
    ].compactMap { base, stride in base.map { ($0, Int(stride)) } }
  }
}
