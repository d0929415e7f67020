internal import CFFmpeg

/// Makes whole pictures of interlaced ones by libavfilter's `bwdif`, one for each.
final class Deinterlacer {
  private let path: String
  private let library: reel_filters
  private var graph: UnsafeMutablePointer<AVFilterGraph>?
  private var source: UnsafeMutablePointer<AVFilterContext>?
  private var sink: UnsafeMutablePointer<AVFilterContext>?
  private let timeBase: AVRational
  private let width, height, format: Int32

  /// - Parameters:
  ///   - frame: The first frame; those that follow have its size and format.
  ///   - scanning: Which field was taken first, or that the frames say so.
  init(
    path: String, frame: UnsafePointer<AVFrame>, timeBase: AVRational, scanning: Scanning
  ) throws(MediaError) {
    guard let library = FilterLibrary.functions else {
      throw MediaError(
        .unsupported, path: path,
        message: "\(path) is interlaced, and libavfilter, which makes whole pictures of it, cannot "
          + "be loaded from \(FilterLibrary.place ?? "beside libavcodec").")
    }
    self.path = path
    self.library = library
    self.timeBase = timeBase
    width = frame.pointee.width
    height = frame.pointee.height
    format = frame.pointee.format
    let parity =
      switch scanning {
      case .topFirst: "tff"
      case .bottomFirst: "bff"
      case .flagged, .progressive: "auto"
      }
    graph = library.graph_alloc()
    graph!.pointee.nb_threads = 1
    let frame = frame.pointee
    let aspect = frame.sample_aspect_ratio
    let description =
      "video_size=\(frame.width)x\(frame.height):pix_fmt=\(frame.format)"
      + ":time_base=\(timeBase.num)/\(timeBase.den)"
      + ":pixel_aspect=\(aspect.num)/\(max(1, aspect.den))"
    try check(
      library.graph_create_filter(
        &source, library.get_by_name("buffer"), "in", description, nil, graph))
    var filter: UnsafeMutablePointer<AVFilterContext>?
    try check(
      library.graph_create_filter(
        &filter, library.get_by_name("bwdif"), "bwdif",
        "mode=send_frame:parity=\(parity):deint=all",
        nil, graph))
    try check(
      library.graph_create_filter(
        &sink, library.get_by_name("buffersink"), "out", nil, nil, graph))
    try check(library.link(source, 0, filter, 0))
    try check(library.link(filter, 0, sink, 0))
    try check(ProcessorFeatures.setUp { library.graph_config(graph, nil) })
  }

  deinit { library.graph_free(&graph) }

  /// Whether a frame has the size and the format of those before it.
  func fits(_ frame: UnsafePointer<AVFrame>) -> Bool {
    frame.pointee.width == width && frame.pointee.height == height
      && frame.pointee.format == format
  }

  /// Hands over a frame; `nil` means that no more will come. The frame's content is taken.
  func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(MediaError) {
    try check(library.add_frame_flags(source, frame, 0))
  }

  /// Fetches a picture; its time is in the units of what was sent.
  ///
  /// - Returns: `false` if there is none yet.
  func receive(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> Bool {
    let result = library.get_frame(sink, frame)
    if result == reel_averror_again() || result == reel_averror_eof() { return false }
    try check(result)
    frame.pointee.pts = av_rescale_q(
      frame.pointee.pts, library.get_time_base(sink), timeBase)
    return true
  }

  private func check(_ result: Int32) throws(MediaError) {
    guard result < 0 else { return }
    throw MediaError(
      .unsupported, path: path,
      message: "\(path) is interlaced and cannot be deinterlaced (\(libraryMessage(result))).",
      detail: MediaLog.takeLast())
  }
}
