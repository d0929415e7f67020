internal import CFFmpeg

/// Decoded pictures one after another, in the order in which they are shown.
protocol PictureStream: AnyObject {
  /// Pictures shown before this time need not come out.
  var neededFrom: Int64 { get set }

  /// Whether every picture so far came out as it does from any key frame before it.
  var isExact: Bool { get }

  /// Decodes the next picture into `frame`.
  ///
  /// - Returns: `false` at the end.
  /// - Throws: ``MediaError`` with the code `invalid-media`.
  func next(into frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool

  /// Goes on at the key frame at or before the time.
  ///
  /// - Returns: `false` if that is not possible.
  func seek(to time: Int64) -> Bool

  /// Goes on at the first picture.
  func rewind() throws(MediaError)
}

extension PictureStream {
  var isExact: Bool { false }
}

extension FrameDecoder: PictureStream {}
