internal import CFFmpeg

/// Makes light of printing inks: cyan, magenta, yellow and black.
enum PrintingInks {
  /// Replaces a frame that holds four planes of ink, 0 meaning none, by red, green and blue.
  ///
  /// Without the profile of a press: each ink takes its own colour's light away, and black takes
  /// some of all. An ink that is stored with fewer samples than the picture has pixels shows each of
  /// them in all the pixels that share it.
  ///
  /// - Throws: ``MediaError`` with the code `unsupported` if the decoder made something else of the
  ///   file than four planes of 8 bits.
  static func print(
    _ frame: UnsafeMutablePointer<AVFrame>, path: String
  ) throws(MediaError) {
    guard let inks = inks(frame) else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) stores its printing inks in a way that is not read; make a PNG of it.")
    }
    var printed = av_frame_alloc()
    defer { av_frame_free(&printed) }
    guard let printed else { throw .outOfMemory(nil) }
    printed.pointee.format = AV_PIX_FMT_GBRP.rawValue
    printed.pointee.width = frame.pointee.width
    printed.pointee.height = frame.pointee.height
    guard av_frame_get_buffer(printed, 0) >= 0 else { throw .outOfMemory(nil) }
    // Green, blue, red are the light that magenta, yellow, cyan leave.
    let light = planes(printed)
    let width = Int(frame.pointee.width)
    for row in 0..<Int(frame.pointee.height) {
      let black = inks[3].row(row)
      for (target, source) in [(0, 1), (1, 2), (2, 0)] {
        let (ink, shift) = (inks[source].row(row), inks[source].shiftX)
        let result = light[target].base + row * light[target].stride
        for x in 0..<width {
          result[x] = UInt8((255 - Int(ink[x >> shift])) * (255 - Int(black[x])) / 255)
        }
      }
    }
    av_frame_unref(frame)
    av_frame_move_ref(frame, printed)
  }

  /// A plane of ink, in which a sample may stand for several pixels.
  private struct Ink {
    var base: UnsafeMutablePointer<UInt8>
    var stride: Int
    /// How many times the picture's width and height are halved.
    var shiftX = 0
    var shiftY = 0

    func row(_ row: Int) -> UnsafeMutablePointer<UInt8> { base + (row >> shiftY) * stride }
  }

  /// The four planes of a frame as the decoder made them: where inks are sampled like the colour
  /// differences of a video, it takes them for luma, two differences and alpha, and where all are
  /// whole for red, green, blue and alpha. `nil` if they are anything else.
  private static func inks(_ frame: UnsafeMutablePointer<AVFrame>) -> [Ink]? {
    let format = AVPixelFormat(frame.pointee.format)
    guard let description = av_pix_fmt_desc_get(format)?.pointee,
      av_pix_fmt_count_planes(format) == 4, description.nb_components == 4,
      description.comp.0.depth == 8
    else { return nil }
    var inks = planes(frame).map { Ink(base: $0.base, stride: $0.stride) }
    guard inks.count == 4 else { return nil }
    for place in 1...2 {
      inks[place].shiftX = Int(description.log2_chroma_w)
      inks[place].shiftY = Int(description.log2_chroma_h)
    }
    return inks
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
